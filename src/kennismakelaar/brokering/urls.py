"""Addresses of this room."""

from django.urls import URLPattern

app_name = "brokering"
urlpatterns: list[URLPattern] = []
