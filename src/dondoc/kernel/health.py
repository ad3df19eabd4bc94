"""How the product is: each app registers checks in its `health` module, `dondoc doctor` runs them all.

A check takes the present moment and whether to look at everything instead of a sample, and yields what it finds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules


class Level(StrEnum):
    """How bad a finding is."""

    GOOD = "good"
    WARNING = "warning"  # it works, and somebody should see to it
    BROKEN = "broken"  # something does not work, or data are in danger


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: what was found, and what to do about it."""

    level: Level
    sentence: str | Promise


@dataclass(frozen=True, slots=True)
class Context:
    """What a check is given.

    Attributes:
        thorough: look at everything, however long it takes, instead of at a sample.
    """

    now: dt.datetime
    thorough: bool = False


Check = Callable[[Context], Iterator[Finding]]
_checks: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register a function of an app's `health` module as the check of this name.

    Raises:
        ValueError: another function bears the name.
    """

    def register(function: Check) -> Check:
        known = _checks.get(name)
        if known is not None and known is not function:
            raise ValueError(f"two checks are named {name}")
        _checks[name] = function
        return function

    return register


def good(sentence: str | Promise) -> Finding:
    """Return a finding that all is well."""
    return Finding(Level.GOOD, sentence)


def warning(sentence: str | Promise) -> Finding:
    """Return a finding that somebody should see to."""
    return Finding(Level.WARNING, sentence)


def broken(sentence: str | Promise) -> Finding:
    """Return a finding that something does not work."""
    return Finding(Level.BROKEN, sentence)


def examine(context: Context) -> Iterator[tuple[str, Finding]]:
    """Run every check and yield its name with each finding; a check that fails itself is a finding."""
    autodiscover_modules("health")
    for name, function in _checks.items():
        try:
            for finding in function(context):
                yield name, finding
        except Exception as failure:
            yield name, broken(f"{type(failure).__name__}: {failure}")
