"""An office's old register as a workbook: which column is what, what each row says. Nothing is stored here."""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import openpyxl
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dondoc.kernel.vietnamese import fold, format_date, parse_date
from dondoc.organization import selectors as organization
from dondoc.organization.models import Unit

from .errors import SheetEmpty, SheetTooLarge, SheetUnreadable

Words = str | Promise
Cells = list[str | dt.date | None]

# What a column may hold, and the headings that offices give it, folded; longer headings are looked for first.
FIELDS: Mapping[str, tuple[Words, tuple[str, ...]]] = {
    "action": (
        gettext_lazy("What has to be done"), ("noi dung nhiem vu", "noi dung cong viec", "noi dung", "nhiem vu")
    ),
    "source": (gettext_lazy("Document that assigns it"), ("van ban giao", "so hieu van ban", "can cu", "van ban")),
    "lead": (gettext_lazy("Lead unit"), ("don vi chu tri", "co quan chu tri", "don vi thuc hien", "chu tri")),
    "cooperating": (gettext_lazy("Cooperating"), ("don vi phoi hop", "co quan phoi hop", "phoi hop")),
    "due": (
        gettext_lazy("Deadline"), ("thoi han hoan thanh", "han hoan thanh", "thoi gian hoan thanh", "thoi han", "han")
    ),
    "product": (gettext_lazy("Product"), ("san pham", "ket qua du kien")),
    "state": (gettext_lazy("State"), ("tinh trang", "trang thai", "tien do")),
    "result": (gettext_lazy("Result so far"), ("ket qua thuc hien", "ket qua", "tinh hinh thuc hien")),
    "proof": (gettext_lazy("Document of the result"), ("van ban ket qua", "so van ban bao cao", "minh chung")),
    "note": (gettext_lazy("Note"), ("ghi chu",)),
}  # fmt: skip
# A heading row stands among the first rows and holds at least so many known headings.
HEADING_ROWS, FEWEST_HEADINGS = 20, 2
MOST_ROWS, MOST_COLUMNS, MOST_UNPACKED = 20_000, 60, 200 * 1024 * 1024
LONGEST_CELL = 5_000
# Day numbers of a workbook that are days of these years: a date whose cell lost its format.
FIRST_SERIAL, LAST_SERIAL, SERIAL_ZERO = 36_526, 55_153, dt.date(1899, 12, 30)
# A cell of deadlines leaves out the word that makes a day a limit; the reader is asked with each of these before it.
LIMITS = ("", "trong ", "đến hết ", "trước ", "trước ngày ")
# Words of the state column that claim an end; it is kept as news, because a task closes on proof.
CLAIMS = ("hoan thanh", "da xong", "xong", "da thuc hien")
NOT_CLAIMS = ("chua", "dang", "khong")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet of a workbook that has rows: its headings and the rows below, with their numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, Cells], ...]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What one row says, and what could not be understood.

    Attributes:
        number: of the row in the workbook.
        text: the whole row in words, as the source that the task quotes.
        source: the document that assigns the task, as the register names it.
        due_words: the words of the deadline column that give no day.
        said: what the old register says of the result; news, not proof.
        claims_done: the old register calls it done.
        remarks: what was understood in a way that a person should look at.
        problems: why the row cannot be taken; empty when it can.
    """

    number: int
    text: str
    action: str
    lead_printed: str = ""
    lead_unit: Unit | None = None
    cooperating: tuple[tuple[str, Unit | None], ...] = ()
    due_date: dt.date | None = None
    due_words: str = ""
    product: str = ""
    source: str = ""
    said: str = ""
    claims_done: bool = False
    remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = field(default=())


def read_sheet(data: bytes) -> Sheet:
    """Return the headings and rows of a workbook.

    Raises:
        SheetUnreadable: it is no .xlsx, or broken.
        SheetTooLarge: more than a register holds, or it unpacks to far more than it is.
        SheetEmpty: no row of headings is found, or none stands below it.
    """
    _check_archive(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = [
                list(row[:MOST_COLUMNS])
                for row in sheet.iter_rows(max_row=MOST_ROWS + HEADING_ROWS + 1, values_only=True)
            ]
            if found := _split(rows):
                return found
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, AttributeError, SyntaxError) as broken:
        raise SheetUnreadable from broken
    raise SheetEmpty


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as broken:
        raise SheetUnreadable from broken
    if unpacked > MOST_UNPACKED:
        raise SheetTooLarge(most=MOST_ROWS)


def _split(rows: Sequence[Sequence[object]]) -> Sheet | None:
    """Return the sheet below its row of headings; None when it has none."""
    known = [sum(guess(_words(cell)) != "" for cell in row) for row in rows[:HEADING_ROWS]]
    if not known or max(known) < FEWEST_HEADINGS:
        return None
    at = known.index(max(known))
    body = [(number, [_cell(cell) for cell in row]) for number, row in enumerate(rows[at + 1 :], start=at + 2)]
    filled = tuple((number, cells) for number, cells in body if any(cell not in (None, "") for cell in cells))
    if len(filled) > MOST_ROWS:
        raise SheetTooLarge(most=MOST_ROWS)
    return Sheet(tuple(_words(cell) for cell in rows[at]), filled) if filled else None


def _cell(value: object) -> str | dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) or value is None else _words(value)


def _words(value: object) -> str:
    return " ".join(str(value).replace("\x00", "").split())[:LONGEST_CELL] if value is not None else ""


def guess(heading: str) -> str:
    """Return which field a heading names, empty when it names none."""
    # Whole words: "ban hành" holds no "hạn".
    words = " ".join(["", *re.findall(r"[^\W_]+", fold(heading)), ""])
    names = [(known, name) for name, (_label, headings) in FIELDS.items() for known in headings]
    for known, name in sorted(names, key=lambda pair: -len(pair[0])):
        if f" {known} " in words:
            return name
    return ""


def guess_mapping(headings: Sequence[str]) -> list[str]:
    """Return the field of each column, each field once: the first column that names it."""
    mapping: list[str] = []
    for heading in headings:
        name = guess(heading)
        mapping.append("" if name in mapping else name)
    return mapping


def read_rows(
    sheet: Sheet, mapping: Sequence[str], *, units: list[Unit], day_given_by: Callable[[str], dt.date | None]
) -> list[SheetRow]:
    """Return what the rows say under a mapping of columns to fields.

    Args:
        day_given_by: the reader's answer to words of a deadline, such as "quý II/2026".
    """

    # The same few names and deadlines stand in thousands of rows.
    @functools.cache
    def fitting(name: str) -> list[Unit]:
        return organization.matching(name, units)

    given = functools.cache(day_given_by)
    return [
        _read_row(number, cells, sheet.headings, dict(_mapped(mapping, cells)), fitting=fitting, day_given_by=given)
        for number, cells in sheet.rows
    ]


def _mapped(mapping: Sequence[str], cells: Cells) -> Iterable[tuple[str, str | dt.date | None]]:
    return ((name, cell) for name, cell in zip(mapping, cells, strict=False) if name)


def _read_row(
    number: int,
    cells: Cells,
    headings: Sequence[str],
    said: dict[str, str | dt.date | None],
    *,
    fitting: Callable[[str], list[Unit]],
    day_given_by: Callable[[str], dt.date | None],
) -> SheetRow:
    remarks: list[str] = []
    action = _text(said.get("action"))
    due, due_words = _due(said.get("due"), day_given_by, remarks)
    lead = _text(said.get("lead"))
    leads = fitting(lead) if lead else []
    if lead and len(leads) != 1:
        remarks.append(_("no unit, or more than one, is known as “%(name)s”; the lead stays open") % {"name": lead})
    cooperating = tuple(
        (name, found[0] if len(found := fitting(name)) == 1 else None)
        for name in _names(_text(said.get("cooperating")))
    )
    news = [(FIELDS[name][0], _text(said.get(name))) for name in ("state", "result", "proof", "note")]
    # Where no column tells the state, the one of results does.
    state = fold(_text(said.get("state")) or _text(said.get("result")))
    claims = any(word in state for word in CLAIMS) and not any(word in state for word in NOT_CLAIMS)
    if claims:
        remarks.append(_("the old register calls it done; it is taken as in progress until proof is attached"))
    return SheetRow(
        number=number,
        text="; ".join(f"{h}: {_text(c)}" for h, c in zip(headings, cells, strict=False) if _text(c)),
        action=action,
        lead_printed=lead[:300],
        lead_unit=leads[0] if len(leads) == 1 else None,
        cooperating=cooperating,
        due_date=due,
        due_words=due_words[:300],
        product=_text(said.get("product"))[:300],
        source=_text(said.get("source")),
        said="\n".join(f"{label}: {words}" for label, words in news if words),
        claims_done=claims,
        remarks=tuple(remarks),
        problems=() if action else (_("nothing says what has to be done"),),
    )


def _text(cell: str | dt.date | None) -> str:
    return format_date(cell) if isinstance(cell, dt.date) else cell or ""


def _names(words: str) -> list[str]:
    """Return the names in a cell; a comma may belong to a name, so only lines and semicolons part them."""
    return [name.strip()[:300] for part in words.split(";") for name in part.split("\n") if name.strip()]


def _due(
    cell: str | dt.date | None, day_given_by: Callable[[str], dt.date | None], remarks: list[str]
) -> tuple[dt.date | None, str]:
    """Return the day of a deadline as any office writes it, and the words when they give none."""
    if cell is None or cell == "":
        return None, ""
    if isinstance(cell, dt.date):
        return cell, ""
    if cell.isdecimal() and FIRST_SERIAL <= int(cell) <= LAST_SERIAL:
        counted = SERIAL_ZERO + dt.timedelta(days=int(cell))
        words = {"cell": cell, "day": format_date(counted)}
        remarks.append(_("%(cell)s is taken as the day number of %(day)s") % words)
        return counted, ""
    day = parse_date(cell) or _short_year(cell) or next(filter(None, (day_given_by(f + cell) for f in LIMITS)), None)
    if day is None:
        remarks.append(_("“%(words)s” gives no day; the task stays without one") % {"words": cell})
        return None, cell
    if parse_date(cell) is None:
        remarks.append(_("“%(words)s” is read as %(day)s") % {"words": cell, "day": format_date(day)})
    return day, ""


def _short_year(words: str) -> dt.date | None:
    """Read 30/6/24; offices mean this century."""
    parts = words.strip().replace(".", "/").replace("-", "/").split("/")
    if len(parts) != 3 or len(parts[2]) != 2:
        return None
    return parse_date(f"{parts[0]}/{parts[1]}/20{parts[2]}")
