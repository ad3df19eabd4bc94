<<<<<<< HEAD
"""The web app's place in Django."""

from __future__ import annotations
=======
"""The web app."""
>>>>>>> main

from django.apps import AppConfig


class WebConfig(AppConfig):
<<<<<<< HEAD
    """What every page is made of."""
=======
    """Base page, components and view helpers; knows no other app."""
>>>>>>> main

    name = "dondoc.web"
    label = "web"
