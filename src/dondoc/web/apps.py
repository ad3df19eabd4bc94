"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base page, components and view helpers; knows no other app."""

    name = "dondoc.web"
    label = "web"
