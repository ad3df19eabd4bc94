"""The operations app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Backup, restore, and how the product is."""

    name = "dondoc.operations"
    label = "operations"
