"""The demo year as a whole: built once a run, by the actions people use, and held to every rule."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from demo.build import units
from demo.plan import SEED, THEME_DAY, TODAY, plan_of
from kennismakelaar.accounts.api import User
from kennismakelaar.brokering import api as brokering
from kennismakelaar.catalog import api as catalog
from kennismakelaar.coding import api as coding
from kennismakelaar.curriculum import api as curriculum
from kennismakelaar.follow_up import api as follow_up
from kennismakelaar.guidance import api as guidance
from kennismakelaar.intake import api as intake
from kennismakelaar.needs import api as needs
from kennismakelaar.organizations.api import KnowledgeNetwork, municipalities
from kennismakelaar.outreach import api as outreach
from kennismakelaar.records import api as records
from kennismakelaar.surveys import api as surveys
from rooms.walking import addresses, english_in, read, walk

FOUND_AT_LEAST = 0.95  # of the planted personal data
WITHIN_AT_LEAST = 0.8  # of the topics: the margin holds the truth
WORDS_OF_A_QUOTE = 40  # characters by which a statement is recognized on a page


@pytest.fixture(autouse=True)
def by_words_only(settings):
    settings.SEARCH_BY_MEANING = False


@pytest.fixture
def plan(database_with_year, db):
    """What was planned, in a database where it happened."""
    return plan_of(units(), seed=SEED)


def test_the_database_holds_what_was_planned(plan):
    came = {
        "statements": intake.Statement.objects.filter(source__channel__in=["event", "conversation"]).count(),
        "talks held": outreach.conversations().filter(status="held").count(),
        "questions": brokering.Inquiry.objects.count(),
        "sessions": intake.Session.objects.filter(event__held_on=THEME_DAY).count(),
        "people": sum(row.people for row in intake.Attendance.objects.all()),
        "forms": surveys.latest_survey(TODAY).responses.count(),
    }
    assert came == {
        "statements": len(plan.day) + sum(len(said) for _code, said in plan.talks),
        "talks held": 30,
        "questions": 60,
        "sessions": 12,
        "people": sum(people for _code, _role, people in plan.attendance),
        "forms": len(plan.forms),
    }


def test_the_same_seed_is_the_same_plan_with_the_real_register(plan):
    assert plan == plan_of(units(), seed=SEED)
    assert 0.35 <= len(plan.responded) / municipalities(THEME_DAY).count() <= 0.60


def test_three_changes_are_in_different_states(plan):
    assert sorted(change.status for change in curriculum.proposals()) == ["done", "refused", "submitted"]


def test_replies_were_sent_and_reacted_to(plan):
    sent = list(follow_up.public_follow_ups())
    assert len(sent) == 7
    assert all(reply.deliveries.exists() for reply in sent)
    assert follow_up.Delivery.objects.exclude(reaction=None).count() == 3
    assert len({reply.outcome for reply in sent}) >= 3


def test_everything_is_marked_as_fictitious(plan):
    kinds = (
        intake.Source, intake.Event, surveys.Survey, needs.Need, brokering.KnowledgeGap, brokering.Expertise,
        curriculum.Curriculum, follow_up.FollowUp, records.Publication, KnowledgeNetwork,
    )  # fmt: skip
    real = {kind.__name__: kind.objects.filter(is_fictitious=False).count() for kind in kinds}
    assert not any(real.values()), real
    assert all(kind.objects.exists() for kind in kinds)


def test_screening_finds_the_planted_personal_data(plan):
    said = [*plan.day, *(one for _code, all_said in plan.talks for one in all_said)]
    stored = list(intake.Statement.objects.exclude(findings=None).values_list("text", flat=True))
    starts = {text[:WORDS_OF_A_QUOTE] for text in stored}
    open_words = "\n".join(intake.Statement.objects.filter(status="open").values_list("text", flat=True))
    planted = [one for one in said if one.planted]
    missed = [one.planted for one in planted if any(words in open_words for _kind, words in one.planted)]
    unseen = [one.planted for one in planted if one.text[:WORDS_OF_A_QUOTE] not in starts]
    print(f"screening: {len(planted) - len(missed)} of {len(planted)} planted found, missed: {missed}")
    assert 1 - len(missed) / len(planted) >= FOUND_AT_LEAST, missed
    assert len(unseen) <= len(missed) + 1, unseen


def test_some_words_still_wait_for_a_second_person(plan):
    assert intake.Statement.objects.filter(status="held_back").exists()


def test_two_coders_agree_on_most_but_not_on_everything(plan):
    report = coding.agreement(coding.current_codebook(), draws=100)
    assert report.statements > 350
    assert 0.6 < report.overall.value < 0.99, report.overall.value


def test_the_truth_lies_within_most_margins(plan):
    cells = [c for c in records.current("needs").figures["cells"] if not c["column"] and not c["withheld"]]
    total = municipalities(TODAY).count()
    truth = {topic: len(codes) / total for topic, codes in plan.needy.items()}
    judged = [c for c in cells if c["row"] in truth and c["lower"] is not None]
    within = [c["row"] for c in judged if c["lower"] - 0.005 <= truth[c["row"]] <= c["upper"] + 0.005]
    print(f"margins: {len(within)} of {len(judged)} hold the truth")
    assert len(judged) >= 20
    assert len(within) / len(judged) >= WITHIN_AT_LEAST


def test_every_public_page_opens_in_dutch_and_shows_no_words_of_anybody(plan):
    pages = walk(Client(), ["/", "/curriculum", "/draad", "/kennishiaten", "/menukaart", *public_addresses()])
    wrong = {address: status for address, (status, _html) in pages.items() if status != 200}
    assert not wrong, wrong
    assert english_on(pages) == {}
    quotes = quotes_of_statements()
    shown = shown_on(pages, quotes)
    assert not shown, shown


def test_white_spots_name_no_municipality(plan):
    names = [name for name in municipalities(TODAY).values_list("name", flat=True) if len(name) > 4]
    topics = {cell["row"] for cell in records.current("white-spots").figures["cells"]}
    for address in [
        "/witte-vlekken",
        "/witte-vlekken.csv",
        *(f"/witte-vlekken/{topic}" for topic in sorted(topics)),
    ]:
        words = Client().get(address).content.decode()
        shown = [name for name in names if re.search(rf"\b{re.escape(name)}\b", words)]
        assert not shown, (address, shown)


def test_every_page_of_the_workbench_opens_in_dutch_for_an_adviser(plan):
    client = Client()
    client.force_login(User.objects.get(email="adviseur1@demo.example"))
    starts = ["/werk", *(address for address in addresses() if address.startswith("/werk"))]
    pages = walk(client, starts)
    wrong = {address: status for address, (status, _html) in pages.items() if status not in fine_for(address)}
    assert not wrong, wrong
    assert len(pages) > 40
    assert english_on(pages) == {}


def test_a_partner_reads_no_words_of_municipalities(plan):
    client = Client()
    client.force_login(User.objects.get(email="kis@demo.example"))
    pages = walk(client, ["/werk", "/draad", "/curriculum", "/kennishiaten", *thread_addresses()])
    wrong = {address: status for address, (status, _html) in pages.items() if status != 200}
    assert not wrong, wrong
    referred = set(
        brokering.inquiries_for(User.objects.get(email="kis@demo.example")).values_list(
            "statement__text", flat=True
        )
    )
    quotes = [q for q in quotes_of_statements() if not any(q in text for text in referred)]
    shown = shown_on(pages, quotes)
    assert not shown, shown


def test_somebody_of_a_municipality_reads_the_own_words_only(plan):
    user = User.objects.get(email="gemeente@demo.example")
    client = Client()
    client.force_login(user)
    own = set(intake.readable_statements(user).values_list("text", flat=True))
    pages = walk(client, ["/werk", "/werk/vragen", *thread_addresses()])
    quotes = [q for q in quotes_of_statements() if not any(q in text for text in own)]
    shown = shown_on(pages, quotes)
    assert own
    assert not shown, shown


def test_words_are_at_most_two_clicks_from_a_white_spot_an_offer_and_a_change(plan):
    client = Client()
    client.force_login(User.objects.get(email="adviseur1@demo.example"))
    change = curriculum.public_proposals().first()
    starts = [
        "/witte-vlekken/desinformatie",
        f"/curriculum/wijziging/{change.pk}",
        f"/menukaart/{needed_offer().slug}",
    ]
    for start in starts:
        assert clicks_to_words(client, start) <= 2, start


def test_a_statement_leads_to_what_became_of_it(plan):
    client = Client()
    client.force_login(User.objects.get(email="adviseur1@demo.example"))
    reply = follow_up.public_follow_ups().first()
    statement = reply.statements.filter(status="open").first()
    words, links = read(client.get(f"/draad/uitspraak/{statement.pk}").content.decode())
    assert reply.title in words
    assert f"/draad/terugkoppeling/{reply.pk}" in links


def test_the_work_list_of_an_adviser_tells_what_waits(plan):
    client = Client()
    client.force_login(User.objects.get(email="adviseur1@demo.example"))
    links = read(client.get("/werk").content.decode())[1]
    assert {"/werk/tegengehouden", "/werk/vragen", "/werk/terugkoppeling"} <= set(links)


def fine_for(address: str) -> tuple[int, ...]:
    """A page opens or leads on; a delivered file is gone once words of it were left out."""
    return (200, 410) if address.endswith("/bestand") else (200, 302)


def needed_offer() -> catalog.Offer:
    """An offer on the topic of a need."""
    wanted = needs.needs().values_list("topic_id", flat=True)
    return next(iter(catalog.offers_for_topics(list(wanted), on=TODAY)))


def clicks_to_words(client: Client, start: str) -> int:
    """How many links one follows from a page to a page with words of a municipality; 9 when there is no way."""
    quotes, reached = quotes_of_statements(), [start]
    for clicks in range(3):
        pages = [client.get(address).content.decode() for address in reached]
        read_pages = [read(html) for html in pages]
        if any(quote in words for words, _links in read_pages for quote in quotes):
            return clicks
        links = [
            link
            for _words, found in read_pages
            for link in found
            if link.startswith(("/draad/", "/werk/behoeften/"))
        ]
        reached = list(dict.fromkeys(links))
    return 9


def shown_on(pages: dict[str, tuple[int, str]], quotes: list[str]) -> dict[str, list[str]]:
    """Which of these words stand on which page."""
    words = {address: read(html)[0] for address, (_status, html) in pages.items()}
    found = {address: [quote for quote in quotes if quote in text] for address, text in words.items()}
    return {address: quoted for address, quoted in found.items() if quoted}


def quotes_of_statements() -> list[str]:
    """By what words of a municipality are recognized: the start of what was said on the day and in talks."""
    said = intake.Statement.objects.exclude(text="").exclude(source__channel="inquiry")
    return sorted({" ".join(text.split())[:WORDS_OF_A_QUOTE] for text in said.values_list("text", flat=True)})


def public_addresses() -> list[str]:
    # What is filled in opens only with a link of one's own.
    own = ("/werk", "/taal", "/peiling/")
    return [a for a in addresses() if not a.startswith(own)] + thread_addresses()


def thread_addresses() -> list[str]:
    change, reply = curriculum.public_proposals().first(), follow_up.public_follow_ups().first()
    gap, need = brokering.knowledge_gaps().first(), needs.needs().first()
    situation = guidance.situations().first()
    return [
        f"/draad/wijziging/{change.pk}", f"/draad/terugkoppeling/{reply.pk}", f"/draad/kennishiaat/{gap.pk}",
        f"/draad/behoefte/{need.pk}", "/draad/witte-vlek/desinformatie", f"/draad/aanbod/{needed_offer().slug}",
        f"/er-speelt-iets/burgemeester/{situation.slug}/acuut",
    ]  # fmt: skip


def english_on(pages: dict[str, tuple[int, str]]) -> dict[str, list[str]]:
    """English words per page; titles and names are data and may hold them."""
    data = " ".join(catalog.Offer.objects.values_list("title", flat=True))
    found = {a: english_in(read(html)[0], data=data) for a, (_s, html) in pages.items() if a != "/patronen"}
    return {address: words for address, words in found.items() if words}


def test_a_year_is_built_in_an_empty_site_only(plan):
    with pytest.raises(CommandError, match="lege omgeving"):
        call_command("build_demo", verbosity=0)
