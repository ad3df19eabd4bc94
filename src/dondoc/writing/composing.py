"""From content to the lines on the sheets: which components a type has, in which order, with which words."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence

from . import measures, wording
from .columns import grid, is_squeezed, is_too_wide
from .content import (
    Annex,
    Block,
    Chart,
    Content,
    Duty,
    Heading,
    Level,
    Paragraph,
    Signature,
    Table,
    from_json,
    level_of,
    unnumbered,
)
from .drawing import drawing
from .errors import Finding
from .kinds import Kind, kinds
from .metrics import longest_line, width
from .numbering import Numbering, annex_labels
from .parting import parted
from .sheet import AnnexSheet, Frame, Item, Letterhead, Line, Run, Sheet, Signing

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LINE_FEED = "\n"
SQUEEZED_IN_BODY = Finding(
    "table_squeezed",
    "Có bảng rộng hơn trang nên từ bị ngắt giữa chừng. Hãy chuyển bảng vào phụ lục (trang nằm ngang) hoặc bớt cột.",
)
SQUEEZED_IN_ANNEX = Finding(
    "table_squeezed_annex",
    "Có bảng trong phụ lục rộng hơn cả trang nằm ngang nên từ bị ngắt giữa chừng. Hãy bớt cột hoặc tách bảng.",
)


def compose(content: Content) -> Sheet:
    """Return the document line by line.

    Raises:
        InvalidContent: it was not made by `from_json` and is not what the schema describes.
    """
    content = from_json(content.as_json())
    kind = kinds()[content.type.code]
    subject = () if kind.is_untitled else (_line("subject", content.subject),)
    heading = () if kind.is_untitled else (_line("type_name", kind.name.upper()), *subject)
    return Sheet(
        title=f"{kind.name}: {content.subject}",
        author=content.issuer.name,
        day=content.date.isoformat() if content.date else None,
        letterhead=_letterhead(content, kind),
        heading=heading,
        heading_rule=rule_below("subject", content.subject, measures.TEXT_WIDTH) if subject else 0.0,
        opening=tuple(_opening(content, kind)),
        items=_closed(tuple(_items(content.body, kind, measures.TEXT_WIDTH))),
        recipients=tuple(_recipients(content)),
        signing=signing_of(content.signature),
        secretary=signing_of(content.secretary) if content.secretary else None,
        contact=_line("contact", wording.contacts(content)) if content.contact else None,
        annexes=tuple(_annexes(content, kind)),
    )


def _line(role: str, text: str) -> Line:
    return Line(role, (Run(text),))


def rule_below(role: str, text: str, room: float) -> float:
    """Return the length of the rule below a line that may be wrapped to a room."""
    return round(longest_line(text, measures.ROLES[role], room) * measures.RULE_SHARE, 2)


def _letterhead(content: Content, kind: Kind) -> Letterhead:
    frames = tuple(_frames(content))
    left, right = columns = _columns(content, frames)
    issuer, parent = (
        parted(name or "", measures.ROLES[role], left)
        for role, name in (("issuer", content.issuer.name), ("parent", content.issuer.parent))
    )
    number = [_line_of_number(content)]
    if kind.is_untitled:
        about = "" if content.subject.lower().startswith("v/v") else "V/v "
        number.append(_line("letter_subject", about + content.subject))
    return Letterhead(
        columns=columns,
        issuer=(*([_line("parent", parent)] if parent else []), _line("issuer", issuer)),
        issuer_rule=rule_below("issuer", issuer, left),
        nation=(_line("nation", NATION), _line("motto", MOTTO)),
        nation_rule=round(longest_line(MOTTO, measures.ROLES["motto"], right), 2),
        number=tuple(number),
        place_date=_place_and_date(content),
        frames=frames,
    )


def _columns(content: Content, frames: tuple[Frame, ...]) -> tuple[float, float]:
    """Return how wide the columns of issuer and nation are.

    A long place ("Thành phố Hồ Chí Minh") widens its own, so that place and date stay on the line of the number; not
    beyond what the number and the frames below it need. The same before and after number and date are entered.
    """
    blank = unnumbered(content)
    nation = max(measures.NATION_COLUMN, math.ceil(_length(_place_and_date(blank))))
    issuer = measures.TEXT_WIDTH - nation
    if issuer < max(_length(_line_of_number(blank)), *(frame.width for frame in frames), 0.0):
        return measures.ISSUER_COLUMN, measures.NATION_COLUMN
    return issuer, nation


def _length(line: Line) -> float:
    """Return the width of a line that is not wrapped, its blanks included."""
    return sum(run.room or width(run.text, measures.ROLES[line.role].size) for run in line.runs)


def _place_and_date(content: Content) -> Line:
    return Line("place_date", (Run(f"{content.place}, "), *_date(content)))


def _line_of_number(content: Content) -> Line:
    number = Run(content.number) if content.number else Run("", room=measures.NUMBER_ROOM, blank="number")
    return Line("number", (Run("Số: "), number, Run(f"/{content.symbol}")))


def _date(content: Content) -> Iterator[Run]:
    """Yield "ngày 05 tháng 3 năm 2026", what is not known left blank."""
    day, year = content.date, content.date.year if content.date else content.year
    yield Run("ngày ")
    yield Run(wording.day_of(day)) if day else Run("", room=measures.DAY_ROOM, blank="day")
    yield Run(" tháng ")
    yield Run(wording.month_of(day)) if day else Run("", room=measures.DAY_ROOM, blank="month")
    yield Run(" năm ")
    yield Run(str(year)) if year else Run("", room=measures.YEAR_ROOM, blank="year")


def _unnamed(runs: Iterator[Run]) -> Iterator[Run]:
    """Yield the same words, their blanks none of the letterhead's."""
    return (dataclasses.replace(run, blank=None) for run in runs)


def _frames(content: Content) -> Iterator[Frame]:
    if content.urgency:
        yield Frame("stamp", *measures.STAMPS[content.urgency])
    if content.circulation:
        yield Frame("circulation", *measures.CIRCULATIONS[content.circulation])


def _opening(content: Content, kind: Kind) -> Iterator[Line]:
    if len(content.to) == 1:
        yield _line("addressed_one", f"{kind.addressed} {wording.listed(content.to)[0]}")
    elif content.to:
        yield _line("addressed", kind.addressed)
        yield from (_line("addressee", f"- {item}") for item in wording.listed(content.to))
    if content.decided_by:
        yield _line("decided_by", content.decided_by)
    yield from (_line("basis", item) for item in wording.listed(content.bases))
    if kind.enacting:
        yield _line("enacting", kind.enacting)


def _items(blocks: Sequence[Block], kind: Kind, width: float) -> Iterator[Item]:
    return _Text(Numbering(kind.style), kind, width).items(blocks, ())


class _Text:
    """The running text of the body or of one annex."""

    def __init__(self, numbering: Numbering, kind: Kind, width: float) -> None:
        self._numbering = numbering
        self._kind = kind
        self._width = width

    def items(self, blocks: Sequence[Block], above: tuple[Level, ...]) -> Iterator[Item]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield _line("body", block.text)
            elif isinstance(block, Heading):
                yield from self._heading(block, above)
            elif isinstance(block, Duty):
                level = level_of(block, above) or "clause"
                yield _line("body", f"{self._numbering.next(level)} {wording.duty_sentence(block)}")
            elif isinstance(block, Chart):
                yield drawing(block)
            else:
                yield grid(block, self._width)

    def _heading(self, heading: Heading, above: tuple[Level, ...]) -> Iterator[Item]:
        label = self._numbering.next(heading.level)
        yield from self._titled(heading, label)
        self._numbering.enter(heading.level)
        yield from self.items(heading.children, (*above, heading.level))
        self._numbering.leave(heading.level)

    def _titled(self, heading: Heading, label: str) -> Iterator[Line]:
        """Yield label, title and text of a heading: which of them share a line depends on its level."""
        title, text = heading.title, heading.text
        is_centred = heading.level in ("part", "chapter") or (
            heading.level == "section" and self._kind.style == "legal"
        )
        if title is not None and is_centred:
            yield from (_line("part", label), _line("part_title", title.upper()))
        elif title is not None and heading.level == "section":
            yield _line("section", f"{label} {title.upper()}")
        elif title is not None and heading.level in ("article", "clause"):
            yield _line(heading.level, f"{label} {title}")
        elif title is not None:
            yield _line("body", f"{label} {title}")
        elif heading.level == "article":
            yield Line("body", (Run(label, bold=True), Run(f" {text}")))
            return
        else:
            yield _line("body", f"{label} {text}")
            return
        if text is not None:
            yield _line("body", text)


def _closed(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return the text with the end mark, its last paragraph kept with the signature."""
    last = items[-1]
    if not isinstance(last, Line) or last.role != "body":
        return items
    run = last.runs[-1]
    marked = dataclasses.replace(run, text=wording.ended(run.text))
    return (*items[:-1], Line(last.role, (*last.runs[:-1], marked), keeps=True))


def _recipients(content: Content) -> Iterator[Line]:
    lines = wording.recipients(content)
    if lines:
        yield _line("recipients", "Nơi nhận:")
        yield from (_line("recipient", line) for line in lines)
    if drafting := wording.drafting(content):
        yield _line("recipient", drafting)


def signing_of(signature: Signature) -> Signing:
    """Return authority and title above the room for the signature, the name below it."""
    role, room = measures.ROLES["authority"], measures.SIGNATURE_COLUMN
    lines = (parted(line.upper(), role, room) for line in (*signature.authority, signature.title))
    above = tuple(_line("authority", line) for line in lines)
    return Signing(above, _line("signer", signature.name))


def _annexes(content: Content, kind: Kind) -> Iterator[AnnexSheet]:
    for label, annex in zip(annex_labels(len(content.annexes)), content.annexes, strict=True):
        heading = (_line("annex", label), _line("annex_title", annex.title.upper()), _reference(content, kind))
        is_landscape = _is_landscape(annex)
        width = measures.LANDSCAPE_WIDTH if is_landscape else measures.TEXT_WIDTH
        signings = tuple(map(signing_of, annex.signatures))
        yield AnnexSheet(heading, tuple(_items(annex.body, kind, width)), signings, is_landscape)


def _is_landscape(annex: Annex) -> bool:
    return any(is_too_wide(table, measures.TEXT_WIDTH) for table in _tables(annex.body))


def _tables(blocks: Sequence[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Heading):
            yield from _tables(block.children)


def advice(content: Content) -> list[Finding]:
    """Return what is set as asked and yet should be said otherwise: tables with more columns than the page has room."""
    squeezed = [
        *(SQUEEZED_IN_BODY for table in _tables(content.body) if is_squeezed(table, measures.TEXT_WIDTH)),
        *(
            SQUEEZED_IN_ANNEX
            for annex in content.annexes
            for table in _tables(annex.body)
            if is_squeezed(table, measures.LANDSCAPE_WIDTH)
        ),
    ]
    return list(dict.fromkeys(squeezed))


def _reference(content: Content, kind: Kind) -> Line:
    """Return the line that ties an annex to its document; blank where number and date are not known."""
    number = Run(content.number) if content.number else Run("", room=measures.NUMBER_ROOM)
    issuer = f" của {content.issuer.in_text}" if content.issuer.in_text else ""
    called = "Công văn" if kind.is_untitled else kind.name
    runs = (Run(f"(Kèm theo {called} số "), number, Run(f"/{content.symbol} "), *_unnamed(_date(content)))
    line = Line("annex_of", (*runs, Run(f"{issuer})")))
    if width(line.text, measures.ROLES["annex_of"].size) > measures.TEXT_WIDTH:
        return Line("annex_of", (*runs, Run(f"{issuer.replace(' ', LINE_FEED, 1)})")))
    return line
