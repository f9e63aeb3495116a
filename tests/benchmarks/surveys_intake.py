"""How many forms a second come in when everybody fills in at once: 40 topics, 250 answers, two gunicorn workers.

Run: python3 start.py benchmark surveys_intake. The shape is that of the figure ODK Central publishes (41 submissions a
second of 250 questions). Two ways: `in one go`, three posts a form (topics, the rest, send), and `page by page`, as
people do it: seven topics a page, every page shown and saved, then the overview and sending. The clients run on
the same machine and take part of it. KENNISMAKELAAR_FORMS sets how many forms a row (500).
"""

import http.client
import os
import statistics
import string
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from benchmarks import _served

FORMS = int(os.environ.get("KENNISMAKELAAR_FORMS", "500"))
AT_ONCE = (100, 500)
TOPICS, OTHERS = 40, 10
ASPECTS = 6
PATIENCE = 600
TOKEN = (string.ascii_letters * 2)[:32]


@dataclass(frozen=True)
class Respondent:
    """A form to fill in: the key its pages carry, and what is posted to which page."""

    key: str
    pages: tuple[tuple[int, dict[str, str]], ...]


@dataclass(frozen=True)
class Taken:
    """What one way took: forms and requests a second, and the milliseconds of a post."""

    forms: float
    requests: float
    p50: float
    p95: float
    failed: int


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kennismakelaar.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    for command in ("load_register", "load_topics", "load_processing"):
        call_command(command, verbosity=0)
    load = os.getloadavg()[0]
    print(f"\nload of the machine at the start: {load:.1f} on {os.cpu_count()} cores; {FORMS} forms a row")
    head = f"{'way':<16}{'at once':>9}{'answers':>9}{'forms/s':>9}{'requests/s':>12}{'post p50 ms':>13}{'post p95 ms':>13}"
    print(f"{head}{'failed':>8}")
    with _served.site() as port:
        for way, per_page in (("in one go", TOPICS), ("page by page", 7)):
            for at_once in AT_ONCE:
                people = list(_respondents(per_page, max(FORMS, at_once)))
                found = _measure(port, people, at_once=at_once, looks=way == "page by page")
                answers = sum(len(page) for _number, page in people[0].pages)
                row = f"{way:<16}{at_once:>9}{answers:>9}{found.forms:>9.1f}{found.requests:>12.1f}"
                print(f"{row}{found.p50:>13.0f}{found.p95:>13.0f}{found.failed:>8}", flush=True)
    print(
        "beside it: ODK Central, 41 submissions/s of 250 questions (its own published figure, other machine)"
    )


def _respondents(per_page: int, count: int) -> Iterator[Respondent]:
    """A wave of its own with a published questionnaire, and as many open forms."""
    from datetime import timedelta

    from django.utils import timezone

    from kennismakelaar.accounts.api import Position, User, add_account
    from kennismakelaar.organizations.api import Municipality
    from kennismakelaar.surveys import api as surveys
    from kennismakelaar.surveys.entrance import key_of
    from kennismakelaar.surveys.questionnaire.pages import pages_of

    at = timezone.now()
    email = "meting@example.org"
    by = User.objects.filter(email=email).first()
    by = by or add_account(email, name="Meting", position=Position.ADVISER)
    wave = surveys.Wave("Meting (fictief)", at.date(), at.date() + timedelta(days=9), is_fictitious=True)
    survey = surveys.open_survey(wave, topics=(), by=by, at=at)
    whole = _definition(per_page)
    made = surveys.write_questionnaire(survey, whole, by=by, at=at)
    surveys.publish_questionnaire(made, by=by, at=at)
    pages = tuple((page.number, {one.key: one.choices[2] for one in page.fields}) for page in pages_of(whole))
    towns = list(Municipality.objects.order_by("code"))
    for number in range(count):
        draft = surveys.begin(survey, towns[number % len(towns)], role="safety", at=at)
        yield Respondent(key_of(draft), pages)


def _definition(per_page: int):  # type: ignore[no-untyped-def]
    from kennismakelaar.surveys.api import Definition, Item, Kind, standard_aspects

    topics = [{"name": f"onderwerp-{at}", "nl": f"Onderwerp {at}", "en": ""} for at in range(TOPICS)]
    battery = Item("themas", Kind.BATTERY, "Wat speelt er?",
        options={"topics": topics, "aspects": list(standard_aspects()[:ASPECTS]), "per_page": per_page})  # fmt: skip
    scale = Item("", Kind.SCALE, "Hoe gaat het?", options={"minimum": 1, "maximum": 5})
    return Definition((battery, *(replace(scale, name=f"vraag-{at}") for at in range(OTHERS))))


def _measure(port: int, people: list[Respondent], *, at_once: int, looks: bool) -> Taken:
    """Everybody begins at once; a respondent goes on as soon as the last page was answered."""
    began = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        done = list(pool.map(lambda one: _fill_in(port, one, looks=looks), people))
    passed = time.perf_counter() - began
    posts = [took for times, _requests, _failed in done for took in times]
    return Taken(
        sum(not failed for _times, _requests, failed in done) / passed,
        sum(requests for _times, requests, _failed in done) / passed,
        statistics.median(posts),
        statistics.quantiles(posts, n=20)[18],
        sum(failed for _times, _requests, failed in done),
    )


def _fill_in(port: int, one: Respondent, *, looks: bool) -> tuple[list[float], int, bool]:
    cookies, times, requests, version = {"csrftoken": TOKEN}, [], 0, 0
    for number, answers in one.pages:
        address = f"/peiling/invullen?pagina={number}"
        if looks and "sessionid" in cookies:
            _ask(port, "GET", address, cookies, "")
            requests += 1
        told = {"formulier": one.key, "versie": version, "pagina": number, "naar": "verder"}
        began = time.perf_counter()
        status = _ask(
            port, "POST", address, cookies, urlencode({**answers, **told, "csrfmiddlewaretoken": TOKEN})
        )
        times.append((time.perf_counter() - began) * 1000)
        requests, version = requests + 1, version + 1
        if status != 302:
            return times, requests, True
    if looks:
        _ask(port, "GET", "/peiling/overzicht", cookies, "")
        requests += 1
    began = time.perf_counter()
    body = urlencode({"formulier": one.key, "csrfmiddlewaretoken": TOKEN})
    status = _ask(port, "POST", "/peiling/overzicht", cookies, body)
    times.append((time.perf_counter() - began) * 1000)
    return times, requests + 1, status != 302


def _ask(port: int, method: str, address: str, cookies: dict[str, str], body: str) -> int:
    """One request on a connection of its own; what the site sets as its session is kept."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    told = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = {"Cookie": told, "Content-Type": "application/x-www-form-urlencoded", "Accept-Encoding": "gzip"}
    connection.request(method, address, body=body or None, headers=headers)
    answer = connection.getresponse()
    answer.read()
    for value in answer.headers.get_all("Set-Cookie", []):
        name, _sign, rest = value.partition("=")
        if name == "sessionid":
            cookies[name] = rest.partition(";")[0]
    connection.close()
    return answer.status
