"""The parts of the package, and the order of what stands in the text."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from dondoc.writing import measures
from dondoc.writing.composing import compose
from dondoc.writing.content import Content
from dondoc.writing.metrics import width
from dondoc.writing.pdf.document import chart_picture
from dondoc.writing.sheet import AnnexSheet, Drawing, Item, Line, Run, Sheet, Signing

from . import tables
from .elements import Element, el, paragraph, properties, run, serialised, switch, twips
from .package import packed
from .pictures import picture
from .styles import RULE_STYLE, styles

NO_BREAK_SPACE = "\u00a0"
# Gap between the text and the closing block.
CLOSING_GAP = 12
# The address line, from the lower edge of the sheet.
FOOT = 8.0
PICTURE = "image"
PAGE_NUMBER, NO_NUMBER, CONTACT, NO_CONTACT = "header1.xml", "header2.xml", "footer1.xml", "footer2.xml"


def write_docx(content: Content) -> bytes:
    """Return the document as a .docx file; the same content gives the same bytes.

    Raises:
        InvalidContent: the content is not what the schema describes.
    """
    sheet = compose(content)
    charts = [item for items in _texts(sheet) for item in items if isinstance(item, Drawing)]
    parts = {
        "document.xml": serialised(_document(sheet)),
        "styles.xml": styles(),
        PAGE_NUMBER: serialised(el("hdr", None, page_number())),
        NO_NUMBER: serialised(el("hdr", None, paragraph("page_number", []))),
        CONTACT: serialised(el("ftr", None, *_contact(sheet.contact))),
        NO_CONTACT: serialised(el("ftr", None, paragraph("contact", []))),
        **{f"{PICTURE}{n}.png": chart_picture(chart) for n, chart in enumerate(charts, 1)},
    }
    return packed(parts, title=sheet.title, author=sheet.author, day=sheet.day)


def _texts(sheet: Sheet) -> list[tuple[Item, ...]]:
    """Return the running text of the document, then that of each annex."""
    return [sheet.items, *(annex.items for annex in sheet.annexes)]


def _document(sheet: Sheet) -> Element:
    numbers = itertools.count(1)
    text, *annexed = (_items(items, numbers) for items in _texts(sheet))
    body = [*_letterhead(sheet), *_heading(sheet), *map(_paragraph, sheet.opening), *text, *_closing(sheet)]
    foot = CONTACT if sheet.contact else NO_CONTACT
    ends = [section(foot, is_landscape=False)]
    parts = [body]
    for annex, items in zip(sheet.annexes, annexed, strict=True):
        parts.append([*map(_paragraph, annex.heading), *items, *_annex_signings(annex)])
        ends.append(section(NO_CONTACT, is_landscape=annex.is_landscape, restarts=True))
    for part, end in zip(parts[:-1], ends[:-1], strict=True):
        part.append(_low_paragraph(end))
    if len(parts[-1]) and parts[-1][-1].tag.endswith("}tbl"):
        parts[-1].append(_low_paragraph())
    return el("document", None, el("body", None, *(element for part in parts for element in part), ends[-1]))


def _letterhead(sheet: Sheet) -> list[Element]:
    head = sheet.letterhead
    left, right = head.columns
    issuer = [*map(_paragraph, head.issuer), _rule(head.issuer_rule, left)]
    nation = [*map(_paragraph, head.nation), _rule(head.nation_rule, right)]
    number = [*map(_paragraph, head.number)]
    for frame in head.frames:
        number += [_low_paragraph(gap=6), tables.framed(frame), _low_paragraph()]
    return [tables.layout(head.columns, [(issuer, nation), (number, [_paragraph(head.place_date)])])]


def _heading(sheet: Sheet) -> list[Element]:
    lines = [*map(_paragraph, sheet.heading)]
    return [*lines, _rule(sheet.heading_rule, measures.TEXT_WIDTH)] if lines else []


def _items(items: Sequence[Item], numbers: Iterator[int]) -> list[Element]:
    """Return running text; `numbers` counts the pictures of the document."""
    elements: list[Element] = []
    for item in items:
        if isinstance(item, Line):
            elements.append(_paragraph(item))
        elif isinstance(item, Drawing):
            number = next(numbers)
            elements.append(paragraph("chart", [picture(item, number, f"{PICTURE}{number}")]))
            elements.append(_paragraph(item.caption))
        else:
            elements += [_low_paragraph(gap=6), tables.ruled(item)]
    return elements


def _closing(sheet: Sheet) -> list[Element]:
    columns = (measures.RECIPIENTS_COLUMN, measures.SIGNATURE_COLUMN)
    recipients = [*map(_paragraph, sheet.recipients)] or [_low_paragraph()]
    signing = _signing(sheet.signing)
    gap = _low_paragraph(switch("keepNext"), gap=CLOSING_GAP)
    if sheet.secretary is None:
        return [gap, tables.layout(columns, [(recipients, signing)], is_whole=True)]
    both = tables.layout(columns, [(_signing(sheet.secretary), signing)], is_whole=True)
    return [gap, both, _low_paragraph(gap=CLOSING_GAP), *recipients]


def _annex_signings(annex: AnnexSheet) -> list[Element]:
    if not annex.signings:
        return []
    width = measures.LANDSCAPE_WIDTH if annex.is_landscape else measures.TEXT_WIDTH
    *left, right = map(_signing, annex.signings)
    columns = (width - measures.SIGNATURE_COLUMN, measures.SIGNATURE_COLUMN)
    gap = _low_paragraph(switch("keepNext"), gap=CLOSING_GAP)
    return [gap, tables.layout(columns, [(left[0] if left else [_low_paragraph()], right)], is_whole=True)]


def _signing(signing: Signing) -> list[Element]:
    room = el("spacing", {"before": twips(measures.SIGNATURE_ROOM), "after": 0})
    return [*map(_paragraph, signing.above), paragraph("signer", _runs(signing.name), room)]


def _contact(line: Line | None) -> list[Element]:
    full = _rule(measures.TEXT_WIDTH, measures.TEXT_WIDTH)
    return [full, _paragraph(line)] if line else [paragraph("contact", [])]


def _paragraph(line: Line) -> Element:
    keeps = [switch("keepNext")] if line.keeps and not measures.ROLES[line.role].keeps else []
    return paragraph(line.role, _runs(line), *keeps)


def _runs(line: Line) -> list[Element]:
    return [_run(part, measures.ROLES[line.role]) for part in line.runs if part.text or part.room]


def _run(part: Run, role: measures.Role) -> Element:
    changes = [
        switch(tag, is_on=is_on)
        for tags, is_on in ((("b", "bCs"), part.bold), (("i", "iCs"), part.italic))
        if is_on is not None
        for tag in tags
    ]
    text = part.text or NO_BREAK_SPACE * round(part.room / width(" ", role.size))
    return run(text, *changes)


def _rule(length: float, room: float) -> Element:
    side = twips((room - length) / 2)
    return paragraph(RULE_STYLE, [], el("ind", {"left": side, "right": side}))


def _low_paragraph(*changes: Element, gap: float = 0) -> Element:
    """Return an empty paragraph of one point: between tables, and where a section ends."""
    low = el("spacing", {"before": round(gap * 20), "after": 0, "line": 20, "lineRule": "exact"})
    return paragraph("Normal", [], low, *changes)


def page_number() -> Element:
    return paragraph("page_number", [el("fldSimple", {"instr": " PAGE "}, run("2"))])


def section(foot: str, *, is_landscape: bool, restarts: bool = False) -> Element:
    """Return the page set-up of a section; numbers are shown from its second page on."""
    high, wide = twips(measures.PAGE_HEIGHT), twips(measures.PAGE_WIDTH)
    size: dict[str, object] = {"w": wide, "h": high}
    # On its side, the margin at the binding comes to lie on top.
    top, bottom, left, right = measures.TOP, measures.BOTTOM, measures.LEFT, measures.RIGHT
    if is_landscape:
        size = {"w": high, "h": wide, "orient": "landscape"}
        top, bottom, left, right = left, right, bottom, top
    line = measures.ROLES["page_number"].size * 1.15 / measures.POINTS_PER_MM
    number = (top - line) / 2
    margins = {
        "top": top,
        "right": right,
        "bottom": bottom,
        "left": left,
        "header": number,
        "footer": FOOT,
        "gutter": 0.0,
    }
    kinds = (("header", "default", PAGE_NUMBER), ("header", "first", NO_NUMBER), ("footer", "first", foot))
    return properties(
        "sectPr",
        *(el(f"{part}Reference", {"type": kind, "r:id": name.partition(".")[0]}) for part, kind, name in kinds),
        el("type", {"val": "nextPage"}),
        el("pgSz", size),
        el("pgMar", {side: twips(length) for side, length in margins.items()}),
        *([el("pgNumType", {"start": 1})] if restarts else []),
        switch("titlePg"),
    )
