"""Addresses of follow-up."""

from django.urls import path

from . import views

app_name = "follow_up"
urlpatterns = [
    path("terugkoppeling", views.follow_ups, name="follow_ups"),
    path("terugkoppeling/<str:token>", views.delivery, name="delivery"),
    path("werk/terugkoppeling", views.workbench, name="workbench"),
    path("werk/terugkoppeling/<int:key>/verstuur", views.send, name="send"),
]
