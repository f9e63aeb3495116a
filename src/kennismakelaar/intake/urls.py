"""Addresses of this room."""

from django.urls import URLPattern, path

from .views import deliveries, events, sessions, statements

app_name = "intake"
urlpatterns: list[URLPattern] = [
    path("werk/import", deliveries.imports, name="imports"),
    path("werk/import/<int:number>", deliveries.delivery, name="import"),
    path("werk/import/<int:number>/opnieuw", deliveries.again, name="again"),
    path("werk/import/<int:number>/ongedaan", deliveries.undo, name="undo"),
    path("werk/import/<int:number>/bestand", deliveries.original, name="original"),
    path("werk/bijeenkomsten", events.events, name="events"),
    path("werk/bijeenkomsten/<int:number>", events.event, name="event"),
    path("werk/sessies/<int:number>/notities", sessions.notes, name="notes"),
    path("werk/sessies/<int:number>/beoordeling", sessions.rate, name="rate"),
    path("werk/uitspraken", statements.statements, name="statements"),
    path("werk/uitspraken/<int:number>", statements.statement, name="statement"),
    path("werk/uitspraken/<int:number>/weglaten", statements.redact, name="redact"),
    path("werk/uitspraken/<int:number>/wissen", statements.erase, name="erase"),
    path("werk/tegengehouden", statements.held, name="held_list"),
    path("werk/tegengehouden/<int:number>", statements.decide, name="held"),
]
