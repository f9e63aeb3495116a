"""Addresses of needs."""

from django.urls import path

from . import views

app_name = "needs"
urlpatterns = [
    path("werk/behoeften", views.needs, name="needs"),
    path("werk/behoeften/nieuw", views.new, name="new"),
    path("werk/behoeften/<int:key>", views.need, name="need"),
]
