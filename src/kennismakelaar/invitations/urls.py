"""Addresses of invitations. A personal link is a token of 22 signs; no other page under /peiling has that length."""

from django.urls import path, re_path

from .views import burden, contacts, links, mailings

TOKEN = r"(?P<token>[A-Za-z0-9_-]{22})"  # noqa: S105 - the shape of one

app_name = "invitations"
urlpatterns = [
    path("peiling/voorbeeld", links.example, name="example"),
    path("peiling/voorbeeld/afmelden", links.example, name="example_unsubscribe"),
    re_path(rf"^peiling/{TOKEN}$", links.link, name="link"),
    re_path(rf"^peiling/{TOKEN}/begin$", links.begin, name="begin"),
    re_path(rf"^peiling/{TOKEN}/doorgeven$", links.forward, name="forward"),
    re_path(rf"^peiling/{TOKEN}/link$", links.copy, name="copy"),
    re_path(rf"^peiling/{TOKEN}/afmelden$", links.unsubscribe, name="unsubscribe"),
    path("werk/contacten", contacts.contacts, name="contacts"),
    path("werk/contacten/lijst", contacts.upload, name="upload"),
    path("werk/contacten/lijst/bevestig", contacts.confirm, name="confirm"),
    path("werk/contacten/<int:key>", contacts.contact, name="contact"),
    path("werk/contacten/<int:key>/wissen", contacts.erase, name="erase"),
    path("werk/contacten/teruggekomen", contacts.bounces, name="bounces"),
    path("werk/uitnodigen", mailings.overview, name="overview"),
    path("werk/uitnodigen/<int:key>", mailings.survey, name="survey"),
    path("werk/uitnodigen/<int:key>/schrijven", mailings.write, name="write"),
    path("werk/uitnodiging/<int:key>/intrekken", mailings.revoke, name="revoke"),
    path("werk/verzending/<int:key>", mailings.mailing, name="mailing"),
    path("werk/verzending/<int:key>/wijzigen", mailings.change, name="change"),
    path("werk/verzending/<int:key>/proef", mailings.test, name="test"),
    path("werk/verzending/<int:key>/versturen", mailings.send, name="send"),
    path("werk/verzending/<int:key>/stoppen", mailings.stop, name="stop"),
    path("werk/verzending/<int:key>/weggooien", mailings.discard, name="discard"),
    path("werk/mail/<int:key>/besluit", mailings.decide, name="decide"),
    path("werk/belasting", burden.overview, name="burden"),
    path("werk/belasting/lijst", burden.upload, name="burden_upload"),
    path("werk/belasting/<str:code>", burden.municipality, name="burden_of"),
    path("werk/contactmoment/<int:key>/weghalen", burden.forget, name="forget"),
]
