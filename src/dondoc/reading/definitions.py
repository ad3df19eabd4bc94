"""Short names a document introduces for itself: "… (sau đây gọi là …)", "thủ tục hành chính (TTHC)"."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from dondoc.reading.flow import Flow

Place = tuple[int, int]

_BRACKET = regex.compile(
    r"\s\((?P<called>(?:sau đây|dưới đây)?\s?(?:gọi|viết)\s(?:tắt|chung|tắt chung)?\s?(?:là|"
    r":)?\s?:?\s?)?[“\"']?(?P<term>[^()“”\"']{2,70}?)[”\"']?\)"
)
_CALLED = regex.compile(
    r"\s\((?:sau đây|dưới đây|gọi|viết)\s?(?:được\s)?(?:gọi|viết|tắt)?\s?(?:chung|tắt)?\s?(?:là|"
    r"tắt là|chung là)?\s?:?\s[“\"']?(?P<term>[^()“”\"']{2,70}?)[”\"']?\)"
)
_ABBREVIATION = regex.compile(r"\p{Lu}[\p{Lu}\d&.-]{1,11}")
_BORDER = regex.compile(r"[.;:,()\n]|\b(?:về|là|của|cho|tại|với|theo|các|có)\s")
REACH = 320  # how far before a bracket its meaning may begin
WORDS = 40


@dataclass(frozen=True, slots=True)
class Defined:
    """A term and where it and its meaning stand in the flow."""

    term: str
    meaning: Place
    place: Place


def find_definitions(flow: Flow) -> list[Defined]:
    """Return the short names of body and annexes in order, each term once."""
    found: list[Defined] = []
    for block in flow.blocks:
        if block.zone not in ("body", "annex") or "(" not in flow.text[block.start : block.end]:
            continue
        for bracket in _BRACKET.finditer(flow.text, block.body, block.end):
            defined = _defined(flow, bracket, block.body)
            if defined is not None and all(defined.term != other.term for other in found):
                found.append(defined)
    return found


def _defined(flow: Flow, bracket: regex.Match[str], floor: int) -> Defined | None:
    """Return what a bracket defines, or None for an ordinary aside."""
    called = _CALLED.fullmatch(bracket[0])
    term_place = called.span("term") if called else None
    if called and term_place:
        term = (bracket.start() + term_place[0], bracket.start() + term_place[1])
        meaning = _same_beginning(flow.text, flow.text[slice(*term)], bracket.start(), floor)
        meaning = meaning or _last_phrase(flow.text, bracket.start(), floor)
    else:
        term = bracket.span("term")
        words = flow.text[slice(*term)]
        if _ABBREVIATION.fullmatch(words):
            meaning = _initials(flow.text, words, bracket.start(), floor)
        elif words[0].isupper() and len(words.split()) <= 10:
            meaning = _same_beginning(flow.text, words, bracket.start(), floor)
        else:
            meaning = None
    if meaning is None or meaning[1] - meaning[0] <= term[1] - term[0]:
        return None
    return Defined(flow.words(*term), meaning, (meaning[0], bracket.end()))


def _word_starts(text: str, end: int, floor: int) -> list[int]:
    """Return where the words before `end` begin, the nearest first."""
    window = max(floor, end - REACH)
    starts = [window + match.start() for match in regex.finditer(r"[^\s]+", text[window:end])]
    return starts[::-1][:WORDS]


def _initials(text: str, term: str, end: int, floor: int) -> Place | None:
    """Return the words whose first letters make an abbreviation, small joining words left out."""
    letters = [character for character in term.upper() if character.isalpha()]
    collected: list[str] = []
    for start in _word_starts(text, end, floor):
        word = text[start:end].split(maxsplit=1)[0].lstrip("“\"'")
        if word[:1].isalpha() and word.lower() not in ("và", "của", "với", "các"):
            collected.insert(0, word[0].upper())
        if collected == letters:
            return start, end
        if len(collected) > len(letters) + 1 or word.endswith((".", ";", ":")):
            return None
    return None


def _same_beginning(text: str, term: str, end: int, floor: int) -> Place | None:
    """Return the words that begin as the term does ("Trung tâm Ứng dụng … (Trung tâm)")."""
    opening = " ".join(term.split()[:2]).lower()
    if len(opening) < 4:
        return None
    for start in _word_starts(text, end, floor):
        if text[start:end].lower().startswith(opening) and end - start > len(term):
            return start, end
    return None


def _last_phrase(text: str, end: int, floor: int) -> Place | None:
    """Return the phrase before a bracket, back to the nearest border."""
    window = max(floor, end - REACH)
    borders = [window + match.end() for match in _BORDER.finditer(text[window:end])]
    start = borders[-1] if borders else window
    while start < end and text[start] == " ":
        start += 1
    return (start, end) if end - start > 2 else None
