"""What backup and restore need of a database, for each kind of it."""

from __future__ import annotations

from types import ModuleType

from django.db import connection

from . import postgresql, sqlite

KINDS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def here() -> ModuleType:
    """Return the functions for the database of this system."""
    return KINDS[connection.vendor]
