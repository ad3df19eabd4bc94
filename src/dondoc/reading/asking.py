"""Single questions that other parts ask of the reader: the day that some words give, whether a file is secret."""

from __future__ import annotations

import datetime as dt

import regex

from dondoc.reading import secrecy, sources
from dondoc.reading.deadlines import cell_time, deadline_in
from dondoc.reading.duties import duty_after, words
from dondoc.reading.errors import Unreadable
from dondoc.reading.flow import flow_of
from dondoc.reading.instants import Frame
from dondoc.reading.times import times_in

# A verb of duty of at least so many syllables brings its object along.
WHOLE_CLAUSE = 4


def day_given_by(words: str, *, document_date: dt.date | None) -> dt.date | None:
    """Return the day that words of a document give as a limit, None when they give none.

    Args:
        words: such as "trước ngày 15/12/2026" or "quý II".
        document_date: of the document they stand in; a year that is not printed is taken from it.
    """
    flow = flow_of(words)
    times = times_in(flow.text, Frame(document_date))
    found = deadline_in(flow.text, 0, len(flow.text), times) or cell_time(flow.text, 0, len(flow.text), times)
    return found.date if found is not None else None


# Words that join a clause to the one before it.
_JOINS = regex.compile(r"(?:(?:đồng thời|trong đó|và|cần|phải|tiếp tục)[,\s]+)+", regex.I)
_STOPS = regex.compile(r"[;.,:]")


def begins_duty(clause: str) -> bool:
    """Say whether a clause opens with a verb of duty, or with a party and its verb of duty."""
    text = clause.strip()
    if joint := _JOINS.match(text):
        text = text[joint.end() :]
    known = words()
    if (opening := known["opens"].match(text)) is not None:
        # A bare verb may stand in a list of nouns; a verb with its object, such as "báo cáo kết quả", does not.
        return opening.end() < len(text) or len(opening.group().split()) >= WHOLE_CLAUSE
    stop = _STOPS.search(text)
    end = stop.start() if stop else len(text)
    return known["party"].match(text) is not None and duty_after(text, 0, end) is not None


def refuse_secret(data: bytes, *, name: str) -> None:
    """Refuse a file whose text bears a secrecy stamp; scans are not recognised for it.

    Raises:
        Unreadable: `secret` only; a file that cannot be read for another reason passes.
    """
    try:
        loaded = sources.load(data, name=name, limits=sources.Limits(ocr_pages=0))
    except Unreadable:
        return
    secrecy.refuse(loaded.text)
