"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what, when, from where."""

    name = "dondoc.audit"
    label = "audit"
