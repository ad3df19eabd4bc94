"""The signing key of the demo mode: made once, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def demo_secret(home: Path, *, is_demo: bool) -> str:
    """Return the key kept in `home`, made at the first call; outside demo mode there is none.

    Raises:
        ImproperlyConfigured: not in demo mode, where the key must come from the environment.
    """
    if not is_demo:
        raise ImproperlyConfigured("Chưa đặt DONDOC_SECRET_KEY. Hãy đặt biến này, hoặc đặt DONDOC_DEMO=1 để chạy thử.")
    path = home / "secret_key"
    try:
        return path.read_text("ascii")
    except FileNotFoundError:
        home.mkdir(parents=True, exist_ok=True)
        key = secrets.token_urlsafe(50)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            stream.write(key)
        return key
