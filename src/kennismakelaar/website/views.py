"""The first page, the texts that account for the site, and the pattern library."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from . import patterns
from .pages import text_page


def home(request: HttpRequest) -> HttpResponse:
    """This will say in one breath what this is, and open three doors."""
    return render(request, "website/home.html")


def text(request: HttpRequest, name: str) -> HttpResponse:
    """This will show one of the long texts."""
    page = text_page(name, language=get_language() or "nl")
    return render(request, "website/text.html", {"page": page})


def pattern_library(request: HttpRequest) -> HttpResponse:
    """This will show every piece of furniture once, with how to call it."""
    return render(request, "website/patterns.html", patterns.examples(request))
