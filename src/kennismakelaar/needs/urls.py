"""Addresses of needs."""

from django.urls import path

from .views import exports, lineage, reading, results, writing

app_name = "needs"
urlpatterns = [
    path("werk/behoeften", reading.needs, name="needs"),
    path("werk/behoeften/nieuw", writing.new, name="new"),
    path("werk/behoeften/genoeg-gehoord", reading.enough_heard, name="enough_heard"),
    path("werk/behoeften/resultaten", results.results_page, name="results"),
    path("werk/behoeften/resultaten.csv", results.results_csv, name="results_csv"),
    path("werk/behoeften/uitvoer", exports.exports, name="exports"),
    path("werk/behoeften/uitvoer/<int:key>", exports.file, name="export_file"),
    path("werk/behoeften/<int:key>", reading.need, name="need"),
    path("werk/behoeften/<int:key>/status", reading.set_status, name="set_status"),
    path("werk/behoeften/<int:key>/prioriteit", reading.set_priority, name="set_priority"),
    path("werk/behoeften/<int:key>/onderbouwing", writing.add_evidence, name="add_evidence"),
    path(
        "werk/behoeften/<int:key>/onderbouwing/<int:row>/weg", writing.remove_evidence, name="remove_evidence"
    ),
    path("werk/behoeften/<int:key>/samenvoegen", lineage.merge, name="merge"),
    path("werk/behoeften/<int:key>/splitsen", lineage.split, name="split"),
]
