"""Addresses of surveys."""

from django.urls import path

from .views import deliveries

app_name = "surveys"
urlpatterns = [
    path("werk/peilingen", deliveries.surveys, name="surveys"),
    path("werk/peilingen/upload", deliveries.upload, name="upload"),
    path("werk/peilingen/bestand/<int:key>", deliveries.delivery, name="delivery"),
    path("werk/peilingen/bestand/<int:key>/bevestig", deliveries.confirm, name="confirm"),
    path("werk/peilingen/bestand/<int:key>/ongedaan", deliveries.undo, name="undo"),
]
