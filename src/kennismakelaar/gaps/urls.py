"""Addresses of the white spots."""

from django.urls import path

from . import views

app_name = "gaps"
urlpatterns = [
    path("witte-vlekken", views.spots, name="spots"),
    path("witte-vlekken.csv", views.spots_csv, name="spots_csv"),
    path("witte-vlekken/<slug:slug>", views.spot, name="spot"),
    path("behoeften", views.published_needs, name="needs"),
    path("behoeften.csv", views.published_needs_csv, name="needs_csv"),
    path("werk/witte-vlekken", views.workbench, name="workbench"),
    path("werk/witte-vlekken/bereken", views.compute, name="compute"),
    path("werk/witte-vlekken/rapport", views.ask_report, name="ask_report"),
    path("werk/witte-vlekken/publiceer", views.make_public, name="make_public"),
]
