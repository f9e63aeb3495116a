"""Addresses of this room."""

from django.urls import URLPattern, path

from .views import (
    agreement,
    changes,
    codebook,
    coding,
    exchange,
    newer,
    proposals,
    quality,
    searching,
    themes,
)

app_name = "coding"
urlpatterns: list[URLPattern] = [
    path("werk/coderen", coding.assignments, name="assignments"),
    path("werk/coderen/voorstellen", proposals.proposals, name="proposals"),
    path("werk/coderen/voorstellen/<int:number>", proposals.judge, name="judge_proposal"),
    path("werk/coderen/voorstellen/vraag/<slug:kind>", proposals.ask, name="ask"),
    path("werk/coderen/voorstellen/kwaliteit", quality.quality, name="quality"),
    path("werk/coderen/themas", themes.themes, name="themes"),
    path("werk/coderen/themas/<int:number>/code", themes.make_code, name="theme_code"),
    path("werk/coderen/zoeken", searching.search, name="search"),
    path("werk/coderen/<int:number>", coding.code, name="code"),
    path("werk/coderen/<int:number>/intrekken/<int:coding>", coding.withdraw, name="withdraw"),
    path("werk/coderen/<int:number>/ongedaan", coding.undo, name="undo"),
    path("werk/coderen/<int:number>/klaar", coding.finish, name="finish"),
    path("werk/coderen/<int:number>/heropenen", coding.reopen, name="reopen"),
    path("werk/coderen/<int:number>/voorstel/<int:suggestion>", coding.judge, name="judge"),
    path("werk/codeboek", codebook.codebook, name="codebook"),
    path("werk/codeboek/begin", codebook.start, name="start"),
    path("werk/codeboek/geschiedenis", changes.history, name="history"),
    path("werk/codeboek/uitwisselen", exchange.exchange, name="exchange"),
    path("werk/codeboek/uitwisselen/codeboek.qdc", exchange.codebook_file, name="codebook_file"),
    path("werk/codeboek/uitwisselen/project.qdpx", exchange.project_file, name="project_file"),
    path("werk/codeboek/uitwisselen/<int:number>", exchange.delivered, name="delivered"),
    path("werk/codeboek/vaststellen", changes.fix, name="fix"),
    path("werk/codeboek/wijziging/<int:number>/terug", changes.undo, name="undo_change"),
    path("werk/codeboek/<slug:slug>/wijzigen/<slug:kind>", changes.plan, name="plan"),
    path("werk/codeboek/<slug:slug>", codebook.edit, name="edit"),
    path("werk/overeenstemming", agreement.agreement, name="agreement"),
    path("werk/overeenstemming/verschillen", agreement.board, name="board"),
    path("werk/coderen/nieuwe-versies", newer.newer, name="newer"),
    path("werk/overeenstemming/<int:number>", agreement.adjudicate, name="adjudicate"),
]
