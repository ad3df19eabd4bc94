"""What is in a database: the rows of each table, counted and hashed, and the files that rows refer to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connections, models

ALIAS = "copy"
# Who is signed in at the moment; a backup that held it could be used to step into somebody's session.
LEFT_OUT = ("django_session", "organization_session")
Content = dict[str, dict[str, int | str]]


@contextmanager
def opened(name: str) -> Iterator[str]:
    """Open another database of the same kind for the length of a block; yield its alias."""
    own = connections.databases["default"]
    options = dict(own.get("OPTIONS", {}))
    if "init_command" in options:
        # Not in WAL mode as the product's own: the file must be whole by itself.
        options["init_command"] = "PRAGMA foreign_keys=ON"
    connections.databases[ALIAS] = {**own, "NAME": name, "CONN_MAX_AGE": 0, "OPTIONS": options}
    try:
        yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def referred_files(using: str) -> Iterator[str]:
    """Yield the name of each stored file that some row refers to, in order, each once."""
    names: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:  # noqa: SLF001 (Django's documented interface)
            if isinstance(field, models.FileField):
                values = model._default_manager.using(using).exclude(**{field.name: ""})  # noqa: SLF001
                names.update(values.values_list(field.name, flat=True).iterator())
    yield from sorted(filter(None, names))


def leave_out(using: str) -> None:
    """Empty what no backup holds: archives of earlier versions held it."""
    with connections[using].cursor() as cursor:
        for table in LEFT_OUT:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (a constant)


def migrations(using: str) -> list[str]:
    """Return the migrations that were applied, as `app.name`."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app}.{name}" for app, name in cursor.fetchall()]


def differences(made: Content, found: Content) -> list[str]:
    """Return the tables that are not the same."""
    compared = (made.keys() | found.keys()) - set(LEFT_OUT)
    return sorted(table for table in compared if made.get(table) != found.get(table))
