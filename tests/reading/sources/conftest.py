"""What the tests of the sources share: the real files, when they are there, and a clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"


@pytest.fixture
def corpus() -> Path:
    """The folder of real documents; tests that use it are skipped when it is absent."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real documents is not here")
    return CORPUS


@pytest.fixture
def within() -> Callable[[float], AbstractContextManager[None]]:
    """A block that may use the processor for so many seconds; a busy machine does not count."""

    @contextmanager
    def bounded(seconds: float) -> Iterator[None]:
        start = time.process_time()
        yield
        assert time.process_time() - start < seconds

    return bounded
