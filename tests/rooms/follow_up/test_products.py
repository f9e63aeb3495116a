"""The page of a session: from its words to what follows, shared with who took part, and never more than was said."""

import io

import docx
import pypdfium2
import pytest
from django.urls import reverse

from kennismakelaar.coding import api as coding
from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.intake import api as intake
from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import Municipality
from kennismakelaar.shared.errors import Refusal

WORDS = "Wij weten niet hoe je een vals bericht beantwoordt."
PLACE = "In Delft weten wij niet wie er over valse berichten gaat."


@pytest.fixture
def session(register, adviser, now):
    event = intake.add_event(
        title="Themadag (fictief)", held_on=now.date(), by=adviser, at=now, is_fictitious=True
    )
    return intake.add_session(event, number=1, title="Valse berichten", by=adviser, at=now)


@pytest.fixture
def spoken(session, adviser, now):
    """Two sentences of the session with a code; Delft said one, nobody knows who said the other."""
    source = intake.open_source(
        title="Sessie 1 (fictief)", channel=intake.Channel.EVENT, held_on=now.date(), processing="theme-day",
        session=session, by=adviser, at=now, is_fictitious=True,
    )  # fmt: skip
    delft = Municipality.objects.get(pk="GM0503")
    words = [intake.Words(PLACE, "regel 1", delft), intake.Words(WORDS, "regel 2")]
    statements = intake.collect(source, words, by=adviser, at=now)
    code = coding.start_codebook_from_topics(by=adviser, at=now).codes.get(slug="desinformatie")
    for one in statements:
        coding.mark(one, 0, len(one.text), code, by=adviser, at=now)
    return statements


@pytest.fixture
def need(spoken, adviser, now):
    codings = list(coding.counting_codings())
    draft = needs.Draft("Valse berichten beantwoorden", topic=codings[0].code.topic, kind="skill")
    made = needs.write_need(draft, codings=codings, by=adviser, at=now)
    return needs.set_status(made, "agreed", by=adviser, at=now)


@pytest.fixture
def product(session, need, adviser, now):
    return follow_up.draft_product(session, by=adviser, at=now)


def text_of(product, **changes):
    names = ("title", "said", "needed", "exists", "follows")
    return follow_up.ProductText(**{name: getattr(product, name) for name in names} | changes)


def test_the_page_holds_words_needs_offers_and_what_follows(session, need, new_offer, adviser, now):
    new_offer("Werkplaats desinformatie")
    reply = follow_up.Reply("Wij maken een training", "In het voorjaar.", "under_way", need=need)
    told = follow_up.write(reply, statements=follow_up.statements_behind(need), by=adviser, at=now)
    follow_up.send(told, by=adviser, at=now)
    made = follow_up.draft_product(session, by=adviser, at=now)
    assert WORDS in made.said
    assert "Valse berichten beantwoorden" in made.needed
    assert "Werkplaats desinformatie" in made.exists
    assert "Wij maken een training" in made.follows


def test_words_that_name_a_municipality_are_not_quoted(product):
    assert "Delft" not in product.said


def test_a_title_of_an_offer_that_looks_like_a_name_does_not_stop_a_page(
    session, need, new_offer, adviser, now
):
    new_offer("Agenda Maatschappelijke Onrust / Mia de Vries (MIA)")
    made = follow_up.draft_product(session, by=adviser, at=now)
    follow_up.edit_product(made, text_of(made), by=adviser, at=now)
    follow_up.share_product(made, by=adviser, at=now)
    assert "MIA" in made.exists


def test_a_topic_without_an_offer_is_said_to_have_none(product):
    assert "desinformatie" in product.exists.lower()


def test_the_page_becomes_public_without_anybodys_words(product, client, adviser, now):
    address = reverse("follow_up:product", args=[product.pk])
    assert client.get(address).status_code == 404
    follow_up.share_product(product, by=adviser, at=now)
    page = client.get(address).content.decode()
    assert "Valse berichten beantwoorden" in page
    assert WORDS not in page
    for ending in ("pdf", "docx"):
        assert client.get(reverse("follow_up:product_file", args=[product.pk, ending])).status_code == 200


def test_only_who_spoke_hears_of_the_page_and_reads_the_words(product, client, adviser, now):
    tokens = follow_up.share_product(product, by=adviser, at=now)
    assert set(tokens) == {"GM0503"}
    page = client.get(reverse("follow_up:delivery", args=[tokens["GM0503"]])).content.decode()
    assert WORDS in page


def test_everybody_who_came_hears_of_it_when_nobody_wrote_down_who_spoke(session, adviser, now):
    intake.record_attendance(
        session.event, Municipality.objects.get(pk="GM0363"), role="safety", people=2, by=adviser, at=now
    )
    source = intake.open_source(
        title="Sessie 1 (fictief)", channel=intake.Channel.EVENT, held_on=now.date(), processing="theme-day",
        session=session, by=adviser, at=now, is_fictitious=True,
    )  # fmt: skip
    intake.collect(source, [intake.Words(WORDS, "regel 2")], by=adviser, at=now)
    made = follow_up.draft_product(session, by=adviser, at=now)
    assert set(follow_up.share_product(made, by=adviser, at=now)) == {"GM0363"}


@pytest.mark.parametrize(
    "line",
    ["Mevrouw Fatima Yilmaz zei het.", "In Delft speelt dit.", "Nieuw: “Dit heeft niemand gezegd hoor.”"],
)
def test_a_name_a_municipality_or_a_made_up_quote_is_refused_and_nothing_changes(product, adviser, now, line):
    with pytest.raises(Refusal):
        follow_up.edit_product(product, text_of(product, said=line), by=adviser, at=now)
    product.refresh_from_db()
    assert WORDS in product.said


def test_erased_words_leave_the_page_at_once_and_the_database_within_the_hour(
    product, spoken, client, adviser, now
):
    token = follow_up.share_product(product, by=adviser, at=now)["GM0503"]
    address = reverse("follow_up:delivery", args=[token])
    assert WORDS in client.get(address).content.decode()
    intake.erase_statement(spoken[1], reason="Op verzoek.", by=adviser, at=now)
    assert WORDS not in client.get(address).content.decode()
    assert follow_up.forget_gone_quotes(at=now) == 1
    product.refresh_from_db()
    assert WORDS not in product.said
    assert follow_up.forget_gone_quotes(at=now) == 0


def test_a_shared_page_is_not_changed_or_shared_again(product, session, adviser, now):
    follow_up.share_product(product, by=adviser, at=now)
    with pytest.raises(follow_up.UnableToShare):
        follow_up.edit_product(product, text_of(product, title="Anders"), by=adviser, at=now)
    with pytest.raises(follow_up.UnableToShare):
        follow_up.draft_product(session, by=adviser, at=now)
    with pytest.raises(follow_up.UnableToShare):
        follow_up.share_product(product, by=adviser, at=now)


def test_word_and_pdf_hold_what_the_page_holds(product, client, adviser):
    client.force_login(adviser)
    word = client.get(reverse("follow_up:product_file", args=[product.pk, "docx"])).content
    lines = [p.text for p in docx.Document(io.BytesIO(word)).paragraphs]
    assert any(WORDS in line for line in lines)
    pdf = client.get(reverse("follow_up:product_file", args=[product.pk, "pdf"])).content
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    assert "Valse berichten beantwoorden" in document[0].get_textpage().get_text_range()


def test_an_adviser_makes_edits_and_shares_a_page(session, need, client, adviser):
    client.force_login(adviser)
    client.post(reverse("follow_up:draft_product", args=[session.pk]))
    made = follow_up.KnowledgeProduct.objects.get()
    data = {"title": "Valse berichten in uw gemeente", "said": made.said, "needed": "Oefenen"}
    client.post(reverse("follow_up:edit_product", args=[made.pk]), data)
    page = client.post(reverse("follow_up:share_product", args=[made.pk])).content.decode()
    assert "Delft" in page
    made.refresh_from_db()
    assert (made.title, made.needed, made.reply.deliveries.count()) == (
        "Valse berichten in uw gemeente", "Oefenen", 1,
    )  # fmt: skip
