"""Addresses of this room."""

from django.urls import URLPattern

app_name = "website"
urlpatterns: list[URLPattern] = []
