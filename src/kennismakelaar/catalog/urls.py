"""Addresses of this room."""

from django.urls import URLPattern, path

from . import views, work_views

app_name = "catalog"
urlpatterns: list[URLPattern] = [
    path("menukaart", views.menu, name="menu"),
    path("menukaart/<slug:slug>.jsonld", views.linked_data, name="linked_data"),
    path("menukaart/<slug:slug>", views.offer, name="offer"),
    path("menukaart/<slug:slug>/ervaring", work_views.experience, name="experience"),
    path("werk/aanbod", work_views.offers, name="work"),
    path("werk/aanbod/nieuw", work_views.new, name="new"),
    path("werk/aanbod/gezocht", work_views.searches, name="searches"),
    path("werk/aanbod/<slug:slug>", work_views.edit, name="edit"),
    path("werk/aanbod/<slug:slug>/verband", work_views.relate, name="relate"),
    path("werk/aanbod/<slug:slug>/bevestigen", work_views.confirm, name="confirm"),
    path("werk/aanbod/<slug:slug>/intrekken", work_views.withdraw, name="withdraw"),
]
