"""The organisation app."""

from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    """Units, people, posts, roles and accounts."""

    name = "dondoc.organization"
    label = "organization"
