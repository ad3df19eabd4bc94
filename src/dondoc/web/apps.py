"""The web app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What every page is made of."""

    name = "dondoc.web"
    label = "web"
