"""Addresses of brokering."""

from django.urls import path

from . import views, work_views

app_name = "brokering"
urlpatterns = [
    path("vraag", views.ask, name="ask"),
    path("vraag/antwoord/<int:key>", views.public_answer, name="public_answer"),
    path("vraag/<str:token>", views.receipt, name="receipt"),
    path("kennishiaten", views.knowledge_gaps, name="knowledge_gaps"),
    path("werk/vragen", work_views.inbox, name="inbox"),
    path("werk/vragen/<int:key>", work_views.inquiry, name="inquiry"),
    path("werk/vragen/<int:key>/verwijs", work_views.refer, name="refer"),
    path("werk/vragen/<int:key>/antwoord", work_views.answer, name="answer"),
    path("werk/vragen/<int:key>/onderwerp", work_views.topic, name="topic"),
    path("werk/kennishiaten", work_views.gaps, name="gaps"),
    path("werk/kennishiaten/<int:key>", work_views.fill, name="fill"),
    path("werk/deskundigheid", work_views.expertise, name="expertise"),
]
