"""The queue of background work."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BackgroundConfig(AppConfig):
    """Finds the jobs of every app."""

    name = "dondoc.background"
    label = "background"

    def ready(self) -> None:
        """Import each app's `jobs`, which registers what it holds."""
        autodiscover_modules("jobs")
