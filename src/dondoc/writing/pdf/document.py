"""Setting a composed document with typst, and finding the places that signing enters later."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import functools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import typst

from dondoc.writing import fonts, measures
from dondoc.writing.composing import compose
from dondoc.writing.content import Content
from dondoc.writing.drawing import PLAN
from dondoc.writing.errors import Fault, Finding, InvalidContent
from dondoc.writing.sheet import Drawing

from .softening import soften, soften_drawing

# By its path: typst answers no question about a document given as bytes.
PAGE, CHART = (Path(__file__).with_name(name) for name in ("page.typ", "chart.typ"))
# Of a chart as a picture, dots per inch: what a laser printer tells apart.
CHART_DOTS = 200
STANDARD: typst.PDFStandard = "a-2b"
# PDF/A asks for a moment; a document without a date gets this one, so that the same content gives the same bytes.
UNDATED = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
SIGNATURE_HEIGHT = 26.0
# The line of a Times font, in shares of its size; how high the box of a blank is.
ASCENT, DESCENT = 0.891, 0.216
BLANK_HEIGHT = 0.6
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
# Chữ ký số của cơ quan trên văn bản điện tử: góc trên, bên phải, trang đầu (ô 14); from the lower left corner.
MARK = (110.0, 279.0, 85.0, 14.0)
# "Trùm lên khoảng 1/3 hình ảnh chữ ký số của người có thẩm quyền về bên trái."
SEAL_OVER = 1 / 3
QUERY = """(
  pages: query(<end>).last().location().page(),
  places: query(<place>).map(m => {
    let at = m.location().position()
    (name: m.value.name, width: m.value.width, page: at.page, x: at.x.pt(), y: at.y.pt())
  }),
)"""
MEASURES = {
    "page_width": measures.PAGE_WIDTH,
    "page_height": measures.PAGE_HEIGHT,
    "top": measures.TOP,
    "bottom": measures.BOTTOM,
    "left": measures.LEFT,
    "right": measures.RIGHT,
    "recipients_column": measures.RECIPIENTS_COLUMN,
    "signature_column": measures.SIGNATURE_COLUMN,
    "signature_room": measures.SIGNATURE_ROOM,
    "signature_width": measures.SIGNATURE_WIDTH,
    "signature_height": SIGNATURE_HEIGHT,
    "rule": measures.RULE,
    "rule_gap": measures.RULE_GAP,
    "rule_below": measures.RULE_BELOW,
    "stamp_height": measures.STAMP_HEIGHT,
    "cell_padding": measures.CELL_PADDING,
    "cell_gap": measures.CELL_GAP,
    "chart_name": measures.CHART_NAME,
    "chart_bar": measures.CHART_BAR,
    "chart_gap": measures.CHART_GAP,
    "chart_height": measures.CHART_HEIGHT,
    "chart_plan": PLAN,
    "ascent": ASCENT,
    "descent": DESCENT,
    "blank_height": BLANK_HEIGHT,
    # Single spacing of Times New Roman is 1.15 of the size.
    "leading": 1.15 - ASCENT - DESCENT,
}
NO_TIMES_FONT = Finding(
    "pdf_font",
    "Máy này chưa cài phông cùng cỡ chữ với Times New Roman có đủ chữ Việt, nên PDF dùng phông Libertinus. "
    "Hãy cài fonts-croscore (Tinos) hoặc fonts-liberation2.",
)


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A place on a page, counted from 1: its lower left corner and its size in points, the origin at the lower left."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where signing enters something later.

    Attributes:
        pages: how many pages there are.
        signature: the image of the personal signature, between title and name.
        seal: the image of the organisation's signature, over the left third of the personal one.
        mark: the line of the organisation's signature on an electronic document, top right of page 1.
        number, day, month, year: the blanks of the letterhead; None where the words are printed already.
        size: of the letters to put into the blanks, in points.
        descent: how far above the lower edge of a blank the letters stand.
    """

    pages: int
    signature: Rectangle
    seal: Rectangle
    mark: Rectangle
    number: Rectangle | None
    day: Rectangle | None
    month: Rectangle | None
    year: Rectangle | None
    size: float
    descent: float


@dataclass(frozen=True, slots=True)
class Pdf:
    """A document set as PDF, its layout, and what the clerk should know."""

    data: bytes
    layout: Layout
    findings: tuple[Finding, ...]


def write_pdf(content: Content) -> bytes:
    """Return the document as PDF/A-2b; the same content gives the same bytes on the same fonts.

    Raises:
        InvalidContent: the content is not what the schema describes, or has letters that no font here has.
    """
    return _compiled(_page(content, fonts.family()), content)


def set_pdf(content: Content) -> Pdf:
    """Return the document as PDF/A-2b with the places that signing enters later.

    Raises:
        InvalidContent: the content is not what the schema describes, or has letters that no font here has.
    """
    family = fonts.family()
    compiler = _page(content, family)
    return Pdf(_compiled(compiler, content), _layout(compiler), () if family.files else (NO_TIMES_FONT,))


# A draft is set again and again while its charts stay.
@functools.lru_cache(maxsize=32)
def chart_picture(drawing: Drawing) -> bytes:
    """Return a chart without its caption as PNG of `CHART_DOTS`."""
    return cast("bytes", _chart(drawing).compile(format="png", ppi=CHART_DOTS))


@functools.lru_cache(maxsize=32)
def _chart_vectors(drawing: Drawing) -> str:
    """Return a chart without its caption as SVG whose letters are outlines: words of a picture are not running text."""
    compiler = _chart(drawing)
    # An SVG would show an empty box for a letter that no font has; this refuses it.
    compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=UNDATED)
    return cast("bytes", compiler.compile(format="svg")).decode()


def _chart(drawing: Drawing) -> typst.Compiler:
    return compiler(CHART, {"chart": soften_drawing(drawing)}, fonts.family())


def _page(content: Content, family: fonts.Family) -> typst.Compiler:
    with _faults_told(content):
        return compiler(PAGE, soften(compose(content), _chart_vectors), family)


def compiler(
    page: Path, said: dict[str, Any], family: fonts.Family, *, roles: Mapping[str, measures.Role] = measures.ROLES
) -> typst.Compiler:
    """Return what sets a page of what is said, in the look of its roles."""
    looks = {key: dataclasses.asdict(role) for key, role in roles.items()}
    data = {**said, "roles": looks, "measures": MEASURES, "font": family.name}
    return typst.Compiler(
        page,
        font_paths=fonts_of(family),
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(data, ensure_ascii=False)},
    )


def _compiled(compiler: typst.Compiler, content: Content) -> bytes:
    day = content.date
    moment = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) if day else UNDATED
    with _faults_told(content):
        return cast("bytes", compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=moment))


@contextlib.contextmanager
def _faults_told(content: Content) -> Iterator[None]:
    """Tell a letter that no font has as a fault of the field that holds it."""
    try:
        yield
    except typst.TypstError as failure:
        missing = MISSING.search(failure.message)
        if missing is None:
            raise
        raise InvalidContent(_faults(content, _literal(missing[1]))) from None


def _literal(quoted: str) -> str:
    """Return text as it was before typst quoted it: `\\u{600}`."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], quoted)


def _faults(content: Content, text: str) -> list[Fault]:
    """Return a fault for each field that holds letters no font has: an empty box in an issued document is no text."""
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in text)
    sentence = f"phông chữ không có ký tự “{text}” ({codes}); hãy thay bằng ký tự khác."
    paths = [path for path, value in _fields(content.as_json(), "") if text in value]
    # Capitals made here may be the letters that no font has; then no field holds them.
    return [Fault(path, sentence) for path in paths or [""]]


def _fields(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _fields(item, f"{path}[{number}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _fields(item, f"{path}.{name}" if path else name)


@functools.cache
def fonts_of(family: fonts.Family) -> typst.Fonts:
    """Return the files of a family, and the fonts that the typesetter brings."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=sorted({str(path.parent) for path in family.files}),
    )


def _layout(compiler: typst.Compiler) -> Layout:
    found = json.loads(compiler.eval(QUERY))
    places = {place["name"]: place for place in found["places"]}
    signature = _rectangle(places["signature"], SIGNATURE_HEIGHT * measures.POINTS_PER_MM)
    seal = measures.SEAL_WIDTH * measures.POINTS_PER_MM
    blanks = {name: _blank(places.get(name)) for name in ("number", "day", "month", "year")}
    return Layout(
        pages=found["pages"],
        signature=signature,
        seal=Rectangle(
            signature.page,
            signature.x + signature.width * SEAL_OVER - seal,
            signature.y + (signature.height - seal) / 2,
            seal,
            seal,
        ),
        mark=Rectangle(1, *(length * measures.POINTS_PER_MM for length in MARK)),
        **blanks,
        size=measures.ROLES["number"].size,
        descent=measures.ROLES["number"].size * DESCENT,
    )


def _rectangle(place: dict[str, Any], height: float, above: float = 0.0) -> Rectangle:
    """Return a place of a height that begins `above` its point; typst measures points from the upper left corner."""
    bottom = measures.PAGE_HEIGHT * measures.POINTS_PER_MM - place["y"] - height + above
    return Rectangle(place["page"], place["x"], bottom, place["width"] * measures.POINTS_PER_MM, height)


def _blank(place: dict[str, Any] | None) -> Rectangle | None:
    if place is None:
        return None
    size = measures.ROLES["number"].size
    # typst tells the top of the blank, a box that stands on the line.
    return _rectangle(place, (ASCENT + DESCENT) * size, (ASCENT - BLANK_HEIGHT) * size)
