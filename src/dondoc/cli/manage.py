"""Django's management commands under the name `dondoc manage`."""

from __future__ import annotations

import os
import sys

SETTINGS = "dondoc.config.settings"


def manage(words: list[str]) -> int:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
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
