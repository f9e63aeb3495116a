"""Addresses of surveys."""

from django.urls import path

from . import views

app_name = "surveys"
urlpatterns = [
    path("werk/peilingen", views.surveys, name="surveys"),
    path("werk/peilingen/upload", views.upload, name="upload"),
    path("werk/peilingen/bestand/<int:key>", views.delivery, name="delivery"),
    path("werk/peilingen/bestand/<int:key>/bevestig", views.confirm, name="confirm"),
    path("werk/peilingen/bestand/<int:key>/ongedaan", views.undo, name="undo"),
]
