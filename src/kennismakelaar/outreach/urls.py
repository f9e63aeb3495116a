"""Addresses of outreach."""

from django.urls import path

from . import views

app_name = "outreach"
urlpatterns = [
    path("bereik", views.reach, name="reach"),
    path("werk/niet-gehoord", views.absent, name="absent"),
    path("werk/niet-gehoord/<str:code>/plan", views.plan, name="plan"),
    path("werk/gesprek/<int:key>", views.conversation, name="conversation"),
]
