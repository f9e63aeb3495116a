"""Addresses of this room."""

from django.urls import URLPattern

app_name = "follow_up"
urlpatterns: list[URLPattern] = []
