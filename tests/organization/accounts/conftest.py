"""Somebody who administers, whatever role holds that right."""

from __future__ import annotations

import pytest

from dondoc.organization import access
from dondoc.organization.access import Ability
from dondoc.organization.choices import Role


@pytest.fixture
def administering(monkeypatch):
    """Let heads of the office administer."""
    held = access.ABILITIES[Role.OFFICE_HEAD] | {Ability.ADMINISTER}
    monkeypatch.setitem(access.ABILITIES, Role.OFFICE_HEAD, held)
