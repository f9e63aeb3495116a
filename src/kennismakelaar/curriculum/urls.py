"""Addresses of the curriculum."""

from django.urls import path

from . import views

app_name = "curriculum"
urlpatterns = [
    path("curriculum", views.curriculum, name="curriculum"),
    path("curriculum/wijziging/<int:key>", views.proposal, name="proposal"),
    path("akkoord/<str:token>", views.sign_off, name="sign_off"),
    path("werk/curriculum", views.workbench, name="workbench"),
    path("werk/curriculum/<int:key>/voorleggen", views.submit, name="submit"),
    path("werk/curriculum/<int:key>/uitgevoerd", views.carry_out, name="carry_out"),
    path("werk/akkoord/<int:key>", views.judge, name="judge"),
]
