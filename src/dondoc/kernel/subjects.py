"""What people are told about that lies above the app which tells them: apps offer their kinds of subjects here.

A notice keeps the code of the kind and the id of the subject. Who may still know of it, how it reads and where it opens
is asked of the app that offered the kind in `AppConfig.ready`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Line:
    """A subject as a list of notices and a mail show it.

    Attributes:
        about: what it is called in a few words; it may stand in the subject of a mail, so it names nobody.
        title: what it is about.
        detail: whose it is.
        address: where it opens.
    """

    about: str
    title: str
    detail: str
    address: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of thing that people are told about.

    Attributes:
        code: how notices refer to it for good: "reports.request".
        visible: the subjects that a person may know of on a day.
        shown: how some of them read, by id.
    """

    code: str
    visible: Callable[[Any, dt.date], QuerySet[Any]]
    shown: Callable[[Collection[int]], dict[int, Line]]


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Offer a kind of subject; a code stands for one kind.

    Raises:
        ValueError: another kind bears the code.
    """
    if _subjects.setdefault(subject.code, subject) is not subject:
        raise ValueError(f"two kinds of subjects are called {subject.code}")


def offered() -> Sequence[Subject]:
    """Return every kind that an app offers."""
    return tuple(_subjects.values())


def lines_of(code: str, ids: Collection[int]) -> dict[int, Line]:
    """Return how some subjects of a kind read, by id; of a kind that no app offers any more, nothing."""
    subject = _subjects.get(code)
    return subject.shown(ids) if subject is not None and ids else {}
