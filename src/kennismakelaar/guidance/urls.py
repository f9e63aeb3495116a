"""Addresses of guidance."""

from django.urls import path, register_converter

from kennismakelaar.topics.api import PhaseInAddress, RoleInAddress

from . import views

register_converter(RoleInAddress, "role")
register_converter(PhaseInAddress, "phase")

app_name = "guidance"
urlpatterns = [
    path("er-speelt-iets", views.start, name="start"),
    path("er-speelt-iets/<role:role>", views.situations, name="situations"),
    path("er-speelt-iets/<slug:slug>", views.situation, name="situation"),
    path("er-speelt-iets/<role:role>/<slug:slug>", views.phases, name="phases"),
    path("er-speelt-iets/<role:role>/<slug:slug>/<phase:phase>", views.card, name="card"),
    path("werk/handelingskaarten", views.workbench, name="workbench"),
    path("werk/handelingskaarten/<int:key>", views.line, name="line"),
]
