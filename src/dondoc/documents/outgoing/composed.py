"""What an issued document says, taken from its content: nothing that was composed is read back. Pure."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import replace

import regex

from dondoc import reading
from dondoc.kernel.vietnamese import fold
from dondoc.reading.model import Deadline, Directive, DocumentType, Party, Reading, Span
from dondoc.writing import content as writing
from dondoc.writing.docx import write_docx
from dondoc.writing.kinds import kinds
from dondoc.writing.wording import duty_sentence, printed_day

RULE = "composed"


class DutyLost(LookupError):
    """The words of a duty do not stand in the text that is printed.

    Attributes:
        position: of the duty in the document, counted from 0.
        letters: those of its words that the printed text does not hold anywhere; empty when it holds them all.
    """

    def __init__(self, sentence: str, text: str, *, position: int) -> None:
        super().__init__(fold(sentence)[:80])
        self.position = position
        self.letters = "".join(dict.fromkeys(letter for letter in "".join(sentence.split()) if letter not in text))


def reading_of(content: writing.Content, *, name: str) -> Reading:
    """Return what a document says whose content is known, with the text that is printed.

    Words, outline and citations are those of the printed page; the duties are the composed ones, each at its place.

    Raises:
        DutyLost: a duty is not found again in it, as with a letter that no reader keeps.
    """
    read = reading.read(write_docx(content), name=name)
    # The page of an official letter does not print its type, and the reader knows no open letter.
    kind = kinds()[content.type.code]
    header = replace(read.header, type=DocumentType(kind.code, kind.name))
    return replace(read, header=header, directives=tuple(_directives(content, read)))


def _directives(content: writing.Content, read: Reading) -> Iterator[Directive]:
    start = 0
    for position, duty in enumerate(duties_of(content.body, *(annex.body for annex in content.annexes))):
        sentence = duty_sentence(duty)
        span = place_of(sentence, read.text, start)
        if span is None:
            raise DutyLost(sentence, read.text, position=position)
        start = span[1]
        yield Directive(
            path=next(
                (found.path for found in read.directives if found.span[0] < span[1] and span[0] < found.span[1]), ""
            ),
            span=span,
            kind="task",
            action=duty.action,
            lead=tuple(Party(name, "explicit") for name in duty.lead),
            cooperate=tuple(Party(name, "explicit") for name in duty.cooperate),
            deadline=_deadline(duty.deadline, content.date),
            report_to=None,
            citations=(),
            rule=RULE,
            confidence="sure",
        )


def duties_of(*texts: tuple[writing.Block, ...]) -> Iterator[writing.Duty]:
    """Yield the duties of a body and its annexes in the order of the text."""
    for block in itertools.chain(*texts):
        if isinstance(block, writing.Duty):
            yield block
        elif isinstance(block, writing.Heading):
            yield from duties_of(block.children)


def _deadline(deadline: writing.Deadline | None, day: dt.date | None) -> Deadline:
    """Return a deadline with the words that are printed; of words without a day, the day that the reader counts."""
    if deadline is None:
        return Deadline("none")
    if deadline.date is not None:
        return Deadline("date", date=deadline.date, phrase=printed_day(deadline.date), rule=RULE)
    words = deadline.phrase or ""
    return Deadline("period", date=reading.day_given_by(words, document_date=day), phrase=words, rule=RULE)


def place_of(sentence: str, text: str, start: int) -> Span | None:
    """Return where a sentence stands in a text, from a place on, whatever white space parts its words."""
    pattern = r"\s+".join(regex.escape(word) for word in sentence.split())
    found = regex.compile(pattern).search(text, start)
    return found.span() if found is not None else None
