"""Django's management commands under the name `dondoc manage`."""

from __future__ import annotations

import os
import sys

SETTINGS = "dondoc.config.settings"
WRONG_SETTINGS = 2


def misconfigured() -> str:
    """Load the settings from the environment; return what is wrong with them, nothing when they are right."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        settings.configured or settings.INSTALLED_APPS  # noqa: B018 (the first look loads them)
    except ImproperlyConfigured as failure:
        return f"Cấu hình chưa đúng: {failure}"
    return ""


def manage(words: list[str]) -> int:
    """Run one management command."""
    if failure := misconfigured():
        print(failure, file=sys.stderr)
        return WRONG_SETTINGS
    from django.core.management import ManagementUtility

    utility = ManagementUtility(["dondoc manage", *words])
    utility.prog_name = "dondoc manage"
    try:
        utility.execute()
    except SystemExit as leaving:
        if isinstance(leaving.code, int):
            return leaving.code
        if leaving.code:
            print(leaving.code, file=sys.stderr)
        return 1 if leaving.code else 0
    return 0
