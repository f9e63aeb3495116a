"""Journeys: a real browser against a real server."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from journeys.browser import NARROW, WIDE, context_with, launch

# Playwright's sync interface runs an event loop in this thread; Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright, chromium_path)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A page of somebody without an account; relative addresses lead to the live server."""
    with context_with(browser, [], base_url=live_server.url, viewport=WIDE) as context:
        yield context.new_page()


@pytest.fixture
def telephone(browser: Browser, live_server) -> Iterator[Page]:
    with context_with(browser, [], base_url=live_server.url, viewport=NARROW, has_touch=True) as context:
        yield context.new_page()


@pytest.fixture
def page_without_javascript(browser: Browser, live_server) -> Iterator[Page]:
    with context_with(
        browser, [], base_url=live_server.url, viewport=WIDE, java_script_enabled=False
    ) as context:
        yield context.new_page()


@pytest.fixture
def page_of(browser: Browser, live_server):
    """Gives a function: a page in which this user is signed in."""
    opened = []

    def open_for(user: "get_user_model()") -> Page:
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
        manager = context_with(browser, [cookie], base_url=live_server.url, viewport=WIDE)
        context = manager.__enter__()
        opened.append(manager)
        return context.new_page()

    yield open_for
    for manager in opened:
        manager.__exit__(None, None, None)
