"""Addresses of this room."""

from django.urls import URLPattern, path
from django.views.i18n import set_language

from . import codebook_views, machine_views, views, work_views

app_name = "website"

TEXTS = {
    "how_we_calculate": "hoe-wij-rekenen",
    "privacy": "privacy",
    "accessibility": "toegankelijkheid",
    "contact": "contact",
    "about": "over",
}

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("patronen", views.pattern_library, name="patterns"),
    path("werk", work_views.work, name="work"),
    path("werk/codeboek/wijziging/<int:number>", codebook_views.codebook_change, name="codebook_change"),
    path("werk/uw-gemeente", work_views.town, name="town"),
    path("draad", work_views.all_threads, name="threads"),
    path("draad/<slug:kind>/<slug:key>", work_views.thread, name="thread"),
    path("taal", set_language, name="set_language"),
    *(path(address, views.text, {"name": name}, name=name) for name, address in TEXTS.items()),
    path("robots.txt", machine_views.robots, name="robots"),
    path(".well-known/security.txt", machine_views.security, name="security"),
    path("_health/live", machine_views.live, name="live"),
    path("_health/ready", machine_views.ready, name="ready"),
]
