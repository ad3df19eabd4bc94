"""Fixtures that every ring of tests may use."""

from __future__ import annotations

import pytest

from tests import world as worlds


@pytest.fixture
def world(db) -> worlds.World:
    """A small organisation in the database."""
    return worlds.build()
