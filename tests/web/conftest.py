"""Requests as the middlewares leave them, without a server or a database."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

MakeRequest = Callable[..., HttpRequest]


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Static files keep their names: nothing is collected for these tests."""
    backend = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}


@pytest.fixture
def make_request() -> MakeRequest:
    """Return a maker of requests; `htmx=True` asks for a fragment, headers come in Django's spelling."""

    def make(path: str = "/", *, htmx: bool = False, **headers: str) -> HttpRequest:
        if htmx:
            headers["HTTP_HX_REQUEST"] = "true"
        request = RequestFactory().get(path, **headers)
        request.user = AnonymousUser()
        request.htmx = HtmxDetails(request)
        return request

    return make
