"""From the words of a page to lines in reading order: column by column where there are columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from dondoc.reading.sources.pdf.words import Word
from dondoc.reading.sources.rows import BETWEEN, CAPTION

# Words of one line stand on bases that differ by no more than this share of the height.
_SAME_BASE = 0.3
# A raised sign is smaller than this share of the line's height, lies so far inside the line, and touches one of its
# words: no more than this many heights part them. Small print in a column beside large type does not.
_SMALL = 0.8
_INSIDE = 0.6
_TOUCHING = 1.0
# In a line of running text no space is wider than this many heights of type.
WIDE_GAP = 2.5
# Between columns the drawing jumps; there a narrower gap, still wider than a word space, divides.
_JUMP_GAP = 0.45
# Drawn spaces and line ends that may lie between two neighbours of a line.
_JUMP = 3
# The white between two columns is at least this many heights wide.
_GUTTER = 0.45
# White narrower than this share of the height is no space: a stamped number touches its neighbours.
_SPACE = 0.12
# Rows on one side that may stand above the first row with both columns (their lines need not be level).
_BEFORE = 4
_LABEL = re.compile(r"[-–—+•*▪➢→✓]|\(?(?:\d{1,3}|[a-zđ]|[ivxIVX]{1,5})[.)/]?(?:\d{1,2}[.)]?)*")
# What begins with one of these goes on with the words before it, however wide the white left to be written in.
_GOES_ON = tuple("/,;:.)")
# Lines of one block follow each other within this many heights.
_CLOSE = 1.0
# A centred line stands so many heights from both edges, and a title has so many letters.
_INSET = 0.8
_TITLE_LETTERS = 6
# This many columns and rows without lines are read as a table of data.
_DATA_COLUMNS = 3
_DATA_ROWS = 3

_White = tuple[float, float]
# First row, end, and the white between the columns.
_Block = tuple[int, int, list[_White]]


@dataclass
class Segment:
    """Words of one line that belong together."""

    words: list[Word] = field(default_factory=list)

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        """The words, with a space where one is drawn or where there is white."""
        out = self.words[0].text
        for before, word in pairwise(self.words):
            out += (" " if _is_spaced(before, word) else "") + word.text
        return out


@dataclass
class Row:
    """What stands on one level of the page."""

    segments: list[Segment]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        """The whole row."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def height(self) -> float:
        """The height of the type."""
        return max(1.0, self.bottom - self.top)


def lines(words: list[Word], *, wide_gap: float = WIDE_GAP) -> list[str]:
    """Return the lines of a page or of a part of it, in reading order.

    White wider than `wide_gap` heights of type divides a line. A blank line parts a centred title from what follows.
    """
    found = rows(words, wide_gap=wide_gap)
    edges = _edges(found)
    captions = _captions(found, edges)
    out: list[str] = []
    start = 0
    while start < len(found):
        block = None if start in captions else _block(found[: _next(captions, start, len(found))], start)
        if block is None:
            titled = start > 0 and _is_title(found[start - 1], edges) and not _is_centred(found[start], edges)
            out += ["", found[start].text] if titled else [found[start].text]
            start += 1
        else:
            first, end, gutters = block
            out += [row.text for row in found[start:first]]
            out += _read(found[first:end], gutters)
            start = end
    return out


def _edges(found: list[Row]) -> tuple[float, float]:
    """Return the left and the right edge of the text."""
    return (
        min((row.segments[0].x0 for row in found), default=0.0),
        max((row.segments[-1].x1 for row in found), default=0.0),
    )


def _is_centred(row: Row, edges: tuple[float, float]) -> bool:
    """Tell whether a row stands as far from the left edge as from the right one."""
    left, right = row.segments[0].x0 - edges[0], edges[1] - row.segments[-1].x1
    return len(row.segments) == 1 and min(left, right) >= _INSET * row.height and abs(left - right) <= row.height


def _captions(found: list[Row], edges: tuple[float, float]) -> set[int]:
    """Return which rows are the name of a chart: they stand between what is above and what is below, in no column."""
    places: set[int] = set()
    for at, row in enumerate(found):
        goes_on = at - 1 in places and _is_centred(row, edges) and _gap(found[at - 1], row) <= _CLOSE
        if len(row.segments) == 1 and (CAPTION.match(row.text) or goes_on):
            places.add(at)
    return places


def _next(places: set[int], start: int, end: int) -> int:
    """Return the first of some places after one, else the end."""
    return min((place for place in places if place > start), default=end)


def _is_title(row: Row, edges: tuple[float, float]) -> bool:
    """Tell whether a row is a centred line of words, and no page number."""
    return _is_centred(row, edges) and sum(map(str.isalpha, row.text)) >= _TITLE_LETTERS


def rows(words: list[Word], *, wide_gap: float = WIDE_GAP) -> list[Row]:
    """Gather words into rows from the top, and cut each row into segments."""
    levels: list[list[Word]] = []
    for word in sorted(words, key=lambda item: item.base):
        if levels and word.base - levels[-1][-1].base <= _SAME_BASE * min(word.height, levels[-1][-1].height):
            levels[-1].append(word)
        else:
            levels.append([word])
    return [_row(level, wide_gap) for level in _with_raised(levels)]


def _with_raised(levels: list[list[Word]]) -> list[list[Word]]:
    """Put small raised or lowered signs (the number of a note) into the line they belong to."""
    kept: list[list[Word]] = []
    for level in levels:
        if kept and _belongs(kept[-1], level):
            kept[-1] += level
        elif kept and _belongs(level, kept[-1]):
            kept[-1] = kept[-1] + level
        else:
            kept.append(level)
    return kept


def _belongs(line: list[Word], signs: list[Word]) -> bool:
    tall = max(word.height for word in line)
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    return all(
        sign.height < _SMALL * tall
        and min(bottom, sign.bottom) - max(top, sign.top) >= _INSIDE * sign.height
        and min(max(word.x0 - sign.x1, sign.x0 - word.x1) for word in line) <= _TOUCHING * tall
        for sign in signs
    )


def _row(level: list[Word], wide_gap: float) -> Row:
    ordered = sorted(level, key=lambda item: item.x0)
    segments = [Segment([ordered[0]])]
    for word in ordered[1:]:
        if _is_apart(segments[-1], word, wide_gap):
            segments.append(Segment([word]))
        else:
            segments[-1].words.append(word)
    middle = sorted(ordered, key=lambda item: item.height)[len(ordered) // 2]
    return Row(segments, middle.top, middle.bottom)


def _is_spaced(before: Word, word: Word) -> bool:
    """Tell whether a space stands between two words; a stamped number often stands too near."""
    if 1 < word.first - before.last <= _JUMP:
        return True
    if word.x0 - before.x1 > _SPACE * min(before.height, word.height):
        return True
    stamped = before.stamped or word.stamped
    return stamped and before.text[-1] not in "/-.(" and word.text[0] not in "/-.,;:)"


def _is_apart(before: Segment, word: Word, wide_gap: float) -> bool:
    """Tell whether a word begins a new segment; the text behind a list label or a blank never does."""
    if word.text.startswith(_GOES_ON) or (len(before.words) == 1 and _LABEL.fullmatch(before.words[0].text)):
        return False
    last = before.words[-1]
    gap = (word.x0 - last.x1) / max(1.0, min(last.height, word.height))
    stamped = last.stamped or word.stamped
    jumps = not stamped and not 0 < word.first - last.last <= _JUMP
    return gap > (_JUMP_GAP if jumps else wide_gap)


def _block(found: list[Row], start: int) -> _Block | None:
    """Return the rows from a place on that stand in columns, and the white between; None for no columns.

    A line above the columns that makes them end sooner, because it reaches into their white, is none of theirs.
    """
    best = _columns(found, start)
    if best is None:
        return None
    for after in range(start + 1, best[1]):
        if len(found[after - 1].segments) > 1:
            break
        later = _columns(found, after)
        if later is not None and later[1] > best[1]:
            best = later
    return best


def _columns(found: list[Row], start: int) -> _Block | None:
    """Return the columns that begin with a row, which may stand on one side."""
    free: list[_White] = [(float("-inf"), float("inf"))]
    best: tuple[int, list[_White]] | None = None
    for end in range(start, len(found)):
        row = found[end]
        free = [white for white in _common(free, _white(row)) if white[1] - white[0] >= _GUTTER * row.height]
        gutters = [white for white in free if _divides(white, found[start : end + 1])]
        if gutters:
            best = (end + 1, gutters)
        elif best is not None or end - start >= _BEFORE:
            break
    return None if best is None else (_start(found, start, best[1]), _end(found, start, *best), best[1])


def _white(row: Row) -> list[_White]:
    """Return the white left and right of a row and between its segments."""
    edges = [
        float("-inf"),
        *[edge for segment in row.segments for edge in (segment.x0, segment.x1)],
        float("inf"),
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _common(some: list[_White], others: list[_White]) -> list[_White]:
    """Return what two lists of stretches share."""
    pairs = [(max(a, c), min(b, d)) for a, b in some for c, d in others]
    return [(left, right) for left, right in pairs if left < right]


def _divides(white: _White, block: list[Row]) -> bool:
    """Tell whether a stretch has text on both sides, side by side."""
    left = [row for row in block if row.segments[0].x1 <= white[0]]
    right = [row for row in block if row.segments[-1].x0 >= white[1]]
    if not left or not right:
        return False
    return left[0].top < right[-1].bottom and right[0].top < left[-1].bottom


def _start(found: list[Row], start: int, gutters: list[_White]) -> int:
    """Leave out what stands on the right, well above the block: it is read first."""
    while found[start].segments[0].x0 >= gutters[0][1] and _gap(found[start], found[start + 1]) > _CLOSE:
        start += 1
    return start


def _end(found: list[Row], start: int, end: int, gutters: list[_White]) -> int:
    """Leave out what stands on the left, well below the block: it is read after the right column."""
    left = gutters[0][0]
    last_right = max(at for at in range(start, end) if found[at].segments[-1].x0 >= gutters[0][1])
    for at in range(last_right + 1, end):
        above = next((row for row in reversed(found[start:at]) if row.segments[0].x1 <= left), found[at - 1])
        if _gap(above, found[at]) > _CLOSE:
            return at
    return end


def _gap(above: Row, below: Row) -> float:
    """Return the white between two rows, in heights of the type."""
    return (below.top - above.bottom) / above.height


def _read(block: list[Row], gutters: list[_White]) -> list[str]:
    """Read columns one after the other; three and more columns of several rows are a table of data."""
    columns: list[list[str]] = [[] for _ in range(len(gutters) + 1)]
    for row in block:
        for column, segments in zip(columns, _split(row, gutters), strict=True):
            column.append(" ".join(segment.text for segment in segments))
    if len(columns) >= _DATA_COLUMNS and len(block) >= _DATA_ROWS:
        return [BETWEEN.join(cells) for cells in zip(*columns, strict=True)]
    return [text for column in columns for text in column if text]


def _split(row: Row, gutters: list[_White]) -> list[list[Segment]]:
    cells: list[list[Segment]] = [[] for _ in range(len(gutters) + 1)]
    for segment in row.segments:
        cells[sum(segment.x0 >= right for _, right in gutters)].append(segment)
    return cells
