"""The addresses of the site and one page that does nothing, to compare with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from kennismakelaar.config.urls import urlpatterns as site


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>bare</title><p>bare")


urlpatterns = [path("bare", bare), *site]
