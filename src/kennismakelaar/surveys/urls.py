"""Addresses of surveys."""

from django.urls import path

from .views import authoring, deliveries, files, filling

app_name = "surveys"
urlpatterns = [
    path("werk/peilingen", deliveries.surveys, name="surveys"),
    path("werk/peilingen/upload", deliveries.upload, name="upload"),
    path("werk/peilingen/bestand/<int:key>", deliveries.delivery, name="delivery"),
    path("werk/peilingen/bestand/<int:key>/bevestig", deliveries.confirm, name="confirm"),
    path("werk/peilingen/bestand/<int:key>/opnieuw", deliveries.again, name="again"),
    path("werk/peilingen/bestand/<int:key>/ongedaan", deliveries.undo, name="undo"),
    path("werk/peilingen/<int:key>", authoring.survey, name="survey"),
    path("werk/peilingen/<int:key>/vragenlijst", authoring.start, name="start"),
    path("werk/peilingen/<int:key>/xlsform", files.read_xlsform, name="read_xlsform"),
    path("werk/peilingen/<int:key>/papier", files.read_paper, name="paper"),
    path("werk/peilingen/<int:key>/invullen", authoring.fill_in_for, name="fill_in_for"),
    path("werk/peilingen/<int:key>/sluiten", authoring.close, name="close"),
    path("werk/vragenlijsten/<int:key>", authoring.questionnaire, name="questionnaire"),
    path("werk/vragenlijsten/<int:key>/onderdeel", authoring.item, name="item"),
    path("werk/vragenlijsten/<int:key>/wijzig", authoring.change, name="change"),
    path("werk/vragenlijsten/<int:key>/publiceer", authoring.publish, name="publish"),
    path("werk/vragenlijsten/<int:key>/voorbeeld", authoring.preview, name="preview"),
    path("werk/vragenlijsten/<int:key>/vragenlijst.xlsx", files.xlsform_download, name="xlsform"),
    path("werk/vragenlijsten/<int:key>/formulier.docx", files.paper_word, name="paper_word"),
    path("werk/vragenlijsten/<int:key>/formulier.pdf", files.paper_pdf, name="paper_pdf"),
    path("peiling/papier", files.own_paper, name="own_paper"),
    path("peiling/invullen", filling.fill_in, name="fill_in"),
    path("peiling/overzicht", filling.overview, name="overview"),
    path("peiling/keuze", filling.choose, name="choose"),
    path("peiling/verstuurd", filling.sent, name="sent"),
]
