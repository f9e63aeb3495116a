"""Addresses of this room."""

from django.urls import URLPattern, path

from .views import agreement, codebook, coding

app_name = "coding"
urlpatterns: list[URLPattern] = [
    path("werk/coderen", coding.assignments, name="assignments"),
    path("werk/coderen/voorstellen", coding.propose, name="propose"),
    path("werk/coderen/<int:number>", coding.code, name="code"),
    path("werk/coderen/<int:number>/intrekken/<int:coding>", coding.withdraw, name="withdraw"),
    path("werk/coderen/<int:number>/ongedaan", coding.undo, name="undo"),
    path("werk/coderen/<int:number>/klaar", coding.finish, name="finish"),
    path("werk/coderen/<int:number>/heropenen", coding.reopen, name="reopen"),
    path("werk/coderen/<int:number>/voorstel/<int:suggestion>", coding.judge, name="judge"),
    path("werk/codeboek", codebook.codebook, name="codebook"),
    path("werk/codeboek/begin", codebook.start, name="start"),
    path("werk/codeboek/<slug:slug>", codebook.edit, name="edit"),
    path("werk/overeenstemming", agreement.agreement, name="agreement"),
    path("werk/overeenstemming/<int:number>", agreement.adjudicate, name="adjudicate"),
]
