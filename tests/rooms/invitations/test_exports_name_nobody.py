"""Answers and contacts are apart on every export: of every kind of file, all that is in it is looked through."""

import io
import random
import re
import zipfile
from dataclasses import asdict

import pypdfium2
import pyreadstat
import pytest
from django.db import connection

from kennismakelaar.gaps import api as gaps
from kennismakelaar.gaps.tasks import make_report
from kennismakelaar.invitations import api as invitations
from kennismakelaar.needs import api as needs
from kennismakelaar.needs import tasks
from kennismakelaar.needs.exports import formats
from kennismakelaar.surveys import api as surveys
from rooms.surveys.answering import codes

from .conftest import NOW, answer

Kind = needs.Export.Kind
FIRST = 7_654_321  # numbers that stand nowhere by accident
INVITED = 14
WITH_ROWS = {Kind.XLSX, Kind.CSV, Kind.SAV, Kind.PARQUET, Kind.SNAPSHOT}
BEHIND = (
    "invitations_contact",
    "invitations_invitation",
    "invitations_mail",
    "surveys_draft",
    "surveys_response",
)


@pytest.fixture
def campaign(survey, contact, asker, adviser, send, mailserver, today):
    """People are invited and answer in an order of their own, and the figures are public."""
    for table in BEHIND:
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, FIRST])
    chosen = codes(0, INVITED)
    random.Random(7).shuffle(chosen)
    assert chosen != sorted(chosen)
    for number, code in enumerate(chosen):
        contact(f"geheim{number}@onbekend.example", code)
    send()
    asked = {one.municipality_id: one for one in invitations.Invitation.objects.all()}
    topics = surveys.topics_of(survey)
    for code in chosen:
        answer(asked[code])
        asker.answer(survey, code, dict.fromkeys(topics, True), role="safety")
    asker.answer_all(survey, codes(INVITED, 120), dict.fromkeys(topics, 0.4))
    gaps.publish(gaps.assess(survey, on=today, by=adviser, at=NOW, draws=100), by=adviser, at=NOW)
    return survey, chosen


@pytest.fixture
def secrets(campaign, mailserver):
    """All that could point at somebody who was invited."""
    found = {"geheim", "onbekend.example"}
    for one in invitations.Invitation.objects.select_related("contact"):
        found |= {str(one.pk), str(one.contact.pk), one.contact.email, mailserver.token_of(one.contact.email)}
        found |= set(one.links.values_list("token_hash", flat=True))
    found |= {str(pk) for pk in surveys.Response.objects.values_list("pk", flat=True)}
    return {one.lower() for one in found}


def made(kind, survey, adviser):
    asked = needs.ask_export(survey, kind, by=adviser, at=NOW)
    (make_report if asked.is_report else tasks.make_export)(asked.pk)
    asked.refresh_from_db()
    assert asked.status == needs.Export.Status.DONE, asked.refusal
    return asked.filename, bytes(asked.content)


def all_text(name, content, folder):
    """Every word and number in a file, whatever it is packed in."""
    ending = name.rpartition(".")[2]
    if ending == "jpeg":  # the picture of an empty page that every Word file of this library starts from
        return ""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            return "\n".join(one + "\n" + all_text(one, pack.read(one), folder) for one in pack.namelist())
    if ending == "parquet":
        read = formats.from_parquet(content)
        about = [str(dict(read.facts)), *(str(asdict(one)) for one in read.variables)]
        return "\n".join([*about, *(repr(row) for row in read.rows())])
    if ending == "sav":
        path = folder / "a.sav"
        path.write_bytes(content)
        columns, about = pyreadstat.read_sav(path, output_format="dict", user_missing=True)
        return repr(vars(about)) + "\n".join(repr(row) for row in zip(*columns.values(), strict=True))
    if ending == "pdf":
        document = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_range() for page in document]
        return "\n".join([repr(document.get_metadata_dict()), *pages])
    return content.decode(errors="replace")


@pytest.mark.parametrize("kind", Kind.values)
def test_no_export_holds_anything_of_who_was_invited(campaign, secrets, adviser, kind, tmp_path):
    survey, _chosen = campaign
    name, content = made(kind, survey, adviser)
    text = all_text(name, content, tmp_path).lower()
    assert len(text) > 500
    assert "@" not in re.sub(r"@(?:page|font-face|media)", "", text)
    assert [one for one in secrets if one in text] == []
    raw = content.lower()
    assert [one for one in secrets if one.encode() in raw] == []


@pytest.mark.parametrize("kind", Kind.values)
def test_no_export_is_in_the_order_in_which_people_were_invited_or_answered(
    campaign, adviser, kind, tmp_path
):
    survey, chosen = campaign
    name, content = made(kind, survey, adviser)
    text = all_text(name, content, tmp_path)
    seen = list(dict.fromkeys(code for code in re.findall(r"GM\d{4}", text) if code in chosen))
    assert seen == (sorted(chosen) if kind in WITH_ROWS else [])


def test_the_search_would_find_a_contact(campaign, secrets, tmp_path):
    """The test above can fail: what is planted in a packed file is found."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("a.csv", "rij;geheim3@onbekend.example")
    text = all_text("a.zip", target.getvalue(), tmp_path)
    assert {"geheim", "onbekend.example"} <= {one for one in secrets if one in text}
