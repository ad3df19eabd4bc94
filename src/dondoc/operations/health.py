"""What the doctor asks of the machine and the settings."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from dondoc.kernel.health import Context, Finding, broken, check, good, warning

from .services import NAMES

BACKED_UP_WITHIN = dt.timedelta(days=2)
GIGABYTE = 1024**3
# Below the first, work still goes on; below the second, a few uploads fill the disk.
LOW, FULL = 5 * GIGABYTE, GIGABYTE
LOCAL_HOSTS = {"localhost", "127.0.0.1"}


@check("database")
def database(context: Context) -> Iterator[Finding]:
    """Ask whether the database answers and every migration is applied."""
    executor = MigrationExecutor(connection)
    if left := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield broken(_("%(n)s migrations are not applied. Run: dondoc manage migrate") % {"n": len(left)})
    else:
        yield good(_("The database answers, and is up to date."))


@check("settings")
def environment(context: Context) -> Iterator[Finding]:
    """Ask whether the environment is that of a real system."""
    if settings.DEMO:
        yield warning(_("Demo mode is on: everybody can sign in by one click. Take DONDOC_DEMO away."))
    elif set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS:
        yield warning(_("Only this machine can open the pages. Name the host in DONDOC_HOSTS."))
    elif "*" in settings.ALLOWED_HOSTS:
        yield warning(_("Every host name is served. Name the host in DONDOC_HOSTS."))
    if not settings.HTTPS:
        yield warning(_("Pages are not served by HTTPS. Put a proxy before it and set DONDOC_HTTPS=1."))
    else:
        yield good(_("Pages are served by HTTPS."))


@check("disk")
def disk(context: Context) -> Iterator[Finding]:
    """Ask how much space is left."""
    free = shutil.disk_usage(settings.HOME if settings.HOME.exists() else settings.HOME.anchor).free
    said = {"free": f"{free / GIGABYTE:.1f}".replace(".", ","), "folder": settings.HOME}
    if free < FULL:
        yield broken(_("Only %(free)s GB are free under %(folder)s. Make room now.") % said)
    elif free < LOW:
        yield warning(_("Only %(free)s GB are free under %(folder)s. Make room soon.") % said)
    else:
        yield good(_("%(free)s GB are free under %(folder)s.") % said)


@check("backup")
def backup(context: Context) -> Iterator[Finding]:
    """Ask how old the newest backup is."""
    if not settings.BACKUPS:
        yield warning(_("No daily backup is made. Name a folder on another disk in DONDOC_BACKUPS."))
        return
    made = sorted(Path(settings.BACKUPS).glob(NAMES))
    if not made:
        yield broken(_("There is no backup in %(folder)s. Run: dondoc backup") % {"folder": settings.BACKUPS})
        return
    moment = dt.datetime.strptime(made[-1].name, "dondoc-%Y%m%dT%H%M%SZ.tar.gz").replace(tzinfo=dt.UTC)
    if context.now - moment > BACKED_UP_WITHIN:
        yield broken(_("The newest backup is more than two days old: %(name)s.") % {"name": made[-1].name})
    else:
        yield good(_("The newest backup is %(name)s.") % {"name": made[-1].name})
