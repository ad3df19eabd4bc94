"""The organisation app."""

from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    """Units, people, posts, roles and accounts."""

    name = "dondoc.organization"
    label = "organization"

    def ready(self) -> None:
        """Note of each session which browser it is."""
        from django.contrib.auth.signals import user_logged_in

        from .accounts.sessions import describe

        user_logged_in.connect(describe, dispatch_uid="organization.describe_session")
