"""Addresses of outreach."""

from django.urls import path

from .views import fieldwork, judging, networks, talks

app_name = "outreach"
urlpatterns = [
    path("bereik", talks.reach, name="reach"),
    path("werk/niet-gehoord", talks.absent, name="absent"),
    path("werk/niet-gehoord/<str:code>/plan", talks.plan, name="plan"),
    path("werk/gesprek/<int:key>", talks.conversation, name="conversation"),
    path("werk/gesprek/<int:key>/afgehouden", talks.decline, name="decline"),
    path("werk/gesprek/<int:key>.ics", talks.calendar, name="talk_calendar"),
    path("werk/gesprekken.ics", talks.calendar, name="calendar"),
    path("werk/gesprekken/opbrengst", judging.judging, name="judging"),
    path("werk/peilingen/<int:key>/verloop", fieldwork.progress, name="progress"),
    path("werk/peilingen/<int:key>/verloop/herinner", fieldwork.remind, name="remind"),
    path("werk/kennisnetwerken", networks.networks, name="networks"),
    path("werk/kennisnetwerken/<slug:slug>", networks.network, name="network"),
    path("werk/kennisnetwerken/bijeenkomst/<int:key>", networks.meeting, name="meeting"),
]
