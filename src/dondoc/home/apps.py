"""The home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Home by role, navigation, and the demo organisation."""

    name = "dondoc.home"
    label = "home"
