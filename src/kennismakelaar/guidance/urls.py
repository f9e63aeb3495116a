"""Addresses of guidance."""

from django.urls import path

from . import views

app_name = "guidance"
urlpatterns = [
    path("er-speelt-iets", views.start, name="start"),
    path("er-speelt-iets/<slug:role>", views.situations, name="situations"),
    path("er-speelt-iets/<slug:role>/<slug:slug>", views.phases, name="phases"),
    path("er-speelt-iets/<slug:role>/<slug:slug>/<slug:phase>", views.card, name="card"),
    path("werk/handelingskaarten", views.workbench, name="workbench"),
    path("werk/handelingskaarten/<int:key>", views.line, name="line"),
]
