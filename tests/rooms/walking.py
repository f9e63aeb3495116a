"""Walking through the site without a browser: every page, and the links on it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

ELSEWHERE = ("account/", "beheer/", "metrics", "_health/")
OUTSIDE_LANGUAGE = {"/patronen"}  # shows every piece of furniture in both languages
ENGLISH = re.compile(
    r"\b(of the|the|with|which|has been|have been|there is|this page|your|nobody|who)\b", re.IGNORECASE
)


class _Text(HTMLParser):
    """The readable words of a page, without scripts, code and what is marked as another language."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._quiet: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if (self._quiet and tag == self._quiet[-1]) or (
            not self._quiet and (tag in {"script", "style", "code"} or given.get("lang") == "en")
        ):
            self._quiet.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._quiet and tag == self._quiet[-1]:
            self._quiet.pop()

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.words.append(data)


def read(html: str) -> tuple[str, list[str]]:
    """The readable words of a page, and the addresses it links to."""
    parser = _Text()
    parser.feed(html)
    return " ".join(" ".join(parser.words).split()), parser.links


def english_in(words: str, *, data: str = "") -> list[str]:
    """English words of the house on a Dutch page; titles of offers (`data`) may be English."""
    return sorted({found.group(0).lower() for found in ENGLISH.finditer(words) if found.group(0) not in data})


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """The addresses of the site that need no further choice."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = before + str(pattern.pattern)
        if {"<", "^"} & set(address) or address.startswith(ELSEWHERE):
            continue
        if isinstance(pattern, URLPattern):
            yield "/" + address
        else:
            yield from addresses(pattern, address)


def route_of(address: str) -> str:
    """What kind of page this is; an address that leads nowhere is a kind of its own."""
    try:
        return resolve(address.split("?")[0]).route
    except Resolver404:
        return address


def walk(client: Client, starts: list[str], *, most_per_kind: int = 3) -> dict[str, tuple[int, str]]:
    """{address: (status, html)} of the pages that can be reached by links, a few of every kind of address."""
    waiting, seen, kinds = list(starts), {}, {}
    while waiting:
        address = waiting.pop(0)
        kind = route_of(address)
        if address in seen or kinds.get(kind, 0) >= most_per_kind:
            continue
        response = client.get(address)
        if response.status_code == 405:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        html = response.content.decode() if is_page else ""
        seen[address] = (response.status_code, html)
        inside = [link.split("#")[0] for link in read(html)[1] if link.startswith("/")]
        waiting += [
            link for link in inside if link and not link.startswith(("/account", "/static", "/beheer"))
        ]
    return seen
