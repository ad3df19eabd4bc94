"""A composed document: what stands on the sheets line by line, each line with its role. Both writers set this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .content import ChartForm

Blank = Literal["number", "day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; `bold` and `italic` differ from the role's only where they are not None.

    Attributes:
        text: the words; a line feed in them is a forced end of line.
        room: millimetres kept free where the words are not known yet; `text` is empty then.
        blank: which blank of the letterhead it is, so that signing finds it; None for others.
    """

    text: str
    bold: bool | None = None
    italic: bool | None = None
    room: float = 0.0
    blank: Blank | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its role (a key of `measures.ROLES`) and its words."""

    role: str
    runs: tuple[Run, ...]
    keeps: bool = False

    @property
    def text(self) -> str:
        """Return the words without their looks, a blank as spaces."""
        return "".join(run.text or "  " for run in self.runs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table.

    Attributes:
        widths: of the columns, in millimetres.
        short: which columns hold short entries and are centred.
        whole: which rows are not parted by the end of a page.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    short: tuple[bool, ...]
    whole: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: how many of each part, how long each is in millimetres, and the number printed in it.

    Attributes:
        numbers: empty where the part is too short for its number.
        total: the sum, printed after the bar.
    """

    name: str
    counts: tuple[int, ...]
    lengths: tuple[float, ...]
    numbers: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with its caption.

    Attributes:
        alternative: what it shows, for whoever does not see it.
        form: `content.ChartForm`. Of `bullets` the second length of a bar is where its mark stands; of `series` the
            bars stand upright side by side, and the second length is the height of the mark.
        plan: of `bullets`, where the whole plan stands, in millimetres.
        decimals: how many digits of the counts stand behind the comma.
    """

    caption: Line
    alternative: str
    parts: tuple[str, ...]
    bars: tuple[Bar, ...]
    form: ChartForm = "bars"
    plan: float = 0.0
    decimals: int = 0


Item = Line | Grid | Drawing


@dataclass(frozen=True, slots=True)
class Frame:
    """A box with words in it: the stamp of urgency, the limit of circulation."""

    role: str
    text: str
    width: float


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Cells 1 to 4, 5b, 10b and 11; columns (the issuer's, the nation's) and rules in millimetres."""

    columns: tuple[float, float]
    issuer: tuple[Line, ...]
    issuer_rule: float
    nation: tuple[Line, ...]
    nation_rule: float
    number: tuple[Line, ...]
    place_date: Line
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Signing:
    """Authority and title above the room for the signature, the name below it (cells 7a to 7c)."""

    above: tuple[Line, ...]
    name: Line


@dataclass(frozen=True, slots=True)
class AnnexSheet:
    """One annex: its label, title and reference, its text, who signs below it, and whether it lies on its side."""

    heading: tuple[Line, ...]
    items: tuple[Item, ...]
    signings: tuple[Signing, ...]
    is_landscape: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document.

    Attributes:
        title, author, day: the file's own metadata; the day (ISO) is the document's, None while it has none.
        heading: type and subject with the rule below them; empty in a công văn.
        opening: what stands between heading and text: Kính gửi, authority, legal bases.
    """

    title: str
    author: str
    day: str | None
    letterhead: Letterhead
    heading: tuple[Line, ...]
    heading_rule: float
    opening: tuple[Line, ...]
    items: tuple[Item, ...]
    recipients: tuple[Line, ...]
    signing: Signing
    secretary: Signing | None
    contact: Line | None
    annexes: tuple[AnnexSheet, ...]
