"""What all tests of the reader share."""

from __future__ import annotations

import pytest

from dondoc.reading.sources import loading


@pytest.fixture(autouse=True)
def nothing_unforeseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that users are told as a strange file is a fault in the tests."""

    def fail(message: str) -> None:
        raise AssertionError(message)

    monkeypatch.setattr(loading.logger, "exception", fail)
