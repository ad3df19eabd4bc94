"""Fixtures that every ring of tests may use."""

from __future__ import annotations

import pytest

from tests import world as worlds


@pytest.fixture
def world(db) -> worlds.World:
    """A small organisation in the database."""
    return worlds.build()


def pytest_addoption(parser):
    """Let a meant change of the query counts be written down."""
    parser.addoption("--update-query-counts", action="store_true", help="write tests/query_counts.json anew")
