"""Rows of task tables: with bars between the cells, or flattened to one cell a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from dondoc.reading import layout, parties
from dondoc.reading.deadlines import cell_time
from dondoc.reading.drafts import Draft
from dondoc.reading.flow import Block, Flow
from dondoc.reading.times import Times

Place = tuple[int, int]
Column = Literal["number", "work", "lead", "with", "time", "product", "other"]

# Read in this order: "Thời gian hoàn thành" is a time though "hoàn thành" is work's word.
_COLUMNS: tuple[tuple[Column, regex.Pattern[str]], ...] = (
    ("number", regex.compile(r"(?:TT|STT|Số TT|Stt)\.?", regex.I)),
    ("other", regex.compile((
        r"(?:tỉnh|địa phương|đơn vị|cơ quan|nơi|bộ,? ngành|sở,? ngành)\b.*(?:kiến nghị|đề xuất|đề nghị|gửi đến)|"
        r"họ (?:và )?tên.*|(?:thời gian|ngày) bắt đầu"
    ), regex.I)),  # who asked and is not to act; a day of beginning is no limit
    ("time", regex.compile((
        r".*(?:thời gian|thời hạn|tiến độ|"
        r"hạn hoàn thành|lộ trình|hoàn thành).*|hạn"
    ), regex.I)),
    ("with", regex.compile(r".*phối hợp.*", regex.I)),
    ("lead", regex.compile((
        r".*(?:chủ trì|đầu mối|chịu trách nhiệm|phụ trách|phân công|được giao|soạn thảo)$|"
        r"(?:đơn vị|cơ quan|trách nhiệm)$|phân công nhiệm vụ|"
        r".*(?:cơ quan|đơn vị|bộ phận|người|đầu mối|viên chức|cá nhân|chủ thể).*(?:chủ trì|thực hiện|tham mưu).*|"
        r"(?:cơ quan|đơn vị|bộ|sở|ngành|phòng|ban|địa phương)\b.*(?:phụ trách|tiếp nhận|xử lý|giải quyết|trả lời)"
    ), regex.I)),
    ("product", regex.compile((
        r".*(?:sản phẩm|kết quả|ghi chú|hình thức|"
        r"văn bản|nguồn|tình hình).*"
    ), regex.I)),
    ("work", regex.compile((
        r".*(?:nội dung|nhiệm vụ|công việc|hoạt động|hạng mục|chỉ đạo|tên|đề xuất|kiến nghị|đề nghị).*"
    ), regex.I)),
)  # fmt: skip
HEADER_CELL = 60
SECTION_LINES = 3  # a title between rows is not longer
_COUNT = regex.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[a-zđ])[.)]?")
_ITEM = regex.compile(r"[-–+•*]\s*")
_NUMBERED = regex.compile(r"\d{1,3}[.)]\s(?=\S)")
_SECTION = regex.compile(r"[IVX]{1,5}[.)]?|[A-H][.)]?")
_GAP = regex.compile(r"[\s….]+")
_DITTO = regex.compile(r"[-\s]*(?:nt|n/t|như trên|//|\")[-\s.]*", regex.I)  # the cell above says it


@dataclass(slots=True)
class Row:
    """The cells of one row by column."""

    label: str
    path: str
    cells: dict[Column, Place]


def column_of(text: str) -> Column | None:
    """Return the column a header cell names."""
    words = text.strip(" *_|")
    if not 0 < len(words) <= HEADER_CELL:
        return None
    return next((name for name, pattern in _COLUMNS if pattern.fullmatch(words)), None)


def _is_number_column(text: str) -> bool:
    """Say whether a header cell names the column of numbers, which stands first."""
    return _COLUMNS[0][1].fullmatch(text.strip(" *_|")) is not None


def find_rows(flow: Flow) -> tuple[list[Row], set[int]]:
    """Return the task rows of a document and the starts of the blocks they take up."""
    rows: list[Row] = []
    taken: set[int] = set()
    blocks = [block for block in flow.blocks if block.zone in ("body", "annex")]
    index = 0
    while index < len(blocks):
        if layout.is_row(flow.text[blocks[index].start : blocks[index].end]):
            index = _barred(flow, blocks, index, rows, taken)
            continue
        columns = _flat_header(flow, blocks, index)
        after = index + len(columns)
        row = _next_row(flow, blocks, after) if columns else None
        if row is not None:
            taken.update(block.start for block in blocks[index:row])
            index = _barred(flow, blocks, row, rows, taken, columns, _section_of(flow, blocks, after, row))
        elif columns:
            index = _flat(flow, blocks, index + len(columns), columns, rows, taken)
        else:
            index += 1
    return rows, taken


def _is_task_table(columns: Sequence[Column | None]) -> bool:
    """Say whether a header is that of a table of tasks: the work and who does it or by when."""
    return "work" in columns and bool({"lead", "time"} & set(columns))


# -- tables with bars --------------------------------------------------------------------------------


def _bars(flow: Flow, block: Block, *, framed: bool) -> list[Place]:
    """Return the cells of a line with bars; where no bar stands around the rows, one at the head is an empty cell."""
    text = flow.text[block.start : block.end]
    outer = framed and text.startswith("|")
    result: list[Place] = []
    offset = 1 if outer else 0
    for part in text[offset:].rstrip("|").split("|"):
        inner = part.strip()
        begin = block.start + offset + (len(part) - len(part.lstrip()))
        result.append((begin, begin + len(inner)))
        offset += len(part) + 1
    return result


def _barred(
    flow: Flow,
    blocks: Sequence[Block],
    index: int,
    rows: list[Row],
    taken: set[int],
    known: Sequence[Column] = (),
    section: str = "",
) -> int:
    """Read a run of lines with bars, titles of sections between them; return the number of the block after it."""
    columns: list[Column | None] = list(known)
    framed = flow.text.startswith("|", blocks[index].start)
    while index < len(blocks):
        block = blocks[index]
        if not layout.is_row(flow.text[block.start : block.end]):
            row = _next_row(flow, blocks, index) if _is_task_table(columns) else None
            if row is None:
                return index
            section = _section_of(flow, blocks, index, row) or section
            taken.update(title.start for title in blocks[index:row])
            index = row
            continue
        cells = _bars(flow, block, framed=framed)
        words = [flow.text[slice(*cell)] for cell in cells]
        named = [column_of(word) for word in words]
        if _is_task_table(named):
            columns = named
            taken.add(block.start)
        elif _is_task_table(columns):
            taken.add(block.start)
            filled = [word for word in words if word.strip(" -:")]
            if len(filled) <= 2 and len(words) > 2 and not _states_work(columns, words, filled):
                section = filled[0].strip(".) ") if filled and _SECTION.fullmatch(filled[0]) else section
            else:
                _add(rows, columns, cells, words, section)
        index += 1
    return index


def _states_work(columns: Sequence[Column | None], words: Sequence[str], filled: Sequence[str]) -> bool:
    """Say whether a row with two cells filled is work all the same: numbered, or with who does it or by when."""
    if len(filled) == 2 and _COUNT.fullmatch(filled[0]):
        return True
    named = {name for name, word in zip(columns, words, strict=False) if word.strip(" -:")}
    return "work" in named and bool({"lead", "time"} & named)


def _next_row(flow: Flow, blocks: Sequence[Block], index: int) -> int | None:
    """Return the number of the first row from `index` on, when only the titles of a section stand before it."""
    for number in range(index, min(index + SECTION_LINES + 1, len(blocks))):
        block = blocks[number]
        if layout.is_row(flow.text[block.start : block.end]):
            return number
        words = flow.text[block.body : block.end]
        if not (layout.is_upper(words) or _SECTION.fullmatch(flow.text[block.start : block.end])):
            return None
    return None


def _section_of(flow: Flow, blocks: Sequence[Block], first: int, last: int) -> str:
    """Return the label of the section whose titles are `blocks[first:last]`."""
    for block in blocks[first:last]:
        words = flow.text[block.start : block.end]
        label = layout.label_of(words)
        if label is not None and label.style in ("roman", "part"):
            return label.text
        if _SECTION.fullmatch(words):
            return words.strip(".) ")
    return ""


def _add(
    rows: list[Row],
    columns: Sequence[Column | None],
    cells: Sequence[Place],
    words: Sequence[str],
    section: str,
) -> None:
    """Note a row when it states work."""
    row: dict[Column, Place] = {}
    for name, cell, word in zip(columns, cells, words, strict=False):
        if name is not None and word.strip(" -") and name not in row:
            row[name] = cell
    if "work" not in row or row["work"][1] - row["work"][0] < 8:
        return
    number = words[list(columns).index("number")].strip(" .)") if "number" in columns else ""
    rows.append(Row(number, ".".join(part for part in (section, number) if part), row))


# -- flattened tables ----------------------------------------------------------------------------------


def _flat_header(flow: Flow, blocks: Sequence[Block], index: int) -> list[Column]:
    """Return the columns that the paragraphs from `index` on name ("TT", "Nội dung", "Cơ quan chủ trì")."""
    first = blocks[index]
    if first.end - first.start > HEADER_CELL or not _is_number_column(flow.text[first.start : first.end]):
        return []
    columns: list[Column] = []
    for block in blocks[index : index + 9]:
        words = flow.text[block.start : block.end]
        name = column_of(words)
        if name is None or layout.is_row(words):
            break
        columns.append(name)
    return columns if _is_task_table(columns) else []


def _flat(
    flow: Flow,
    blocks: Sequence[Block],
    index: int,
    columns: Sequence[Column],
    rows: list[Row],
    taken: set[int],
) -> int:
    """Read the paragraphs below a flattened header; return the number of the block after the table."""
    for block in blocks[index - len(columns) : index]:
        taken.add(block.start)
    section = ""
    while index < len(blocks):
        words = flow.text[blocks[index].start : blocks[index].end]
        if _SECTION.fullmatch(words):
            section = words.strip(".)")
            taken.update(block.start for block in blocks[index : index + 2])
            index += 2
        elif _COUNT.fullmatch(words):
            end = index + 1
            while end < len(blocks) and not _ends_row(flow, blocks[end]):
                end += 1
            _add_flat(flow, rows, columns, blocks[index:end], section)
            taken.update(block.start for block in blocks[index:end])
            index = end
        elif _GAP.fullmatch(words):
            section, index = "", index + 1
        elif _is_numbered_cell(flow, blocks[index]):
            end = index + 1
            while end < len(blocks) and not _ends_row(flow, blocks[end]):
                end += 1
            if end - index < 2:
                return index
            _add_flat(flow, rows, columns, blocks[index:end], section)
            taken.update(block.start for block in blocks[index:end])
            index = end
        else:
            return index
    return index


def _is_numbered_cell(flow: Flow, block: Block) -> bool:
    """Say whether a number with a mark and the cell behind it are one paragraph ("1. Rà soát …")."""
    return _NUMBERED.match(flow.text, block.start, block.end) is not None


def _ends_row(flow: Flow, block: Block) -> bool:
    """Say whether a paragraph is the number of the next row, a section, a gap, or no cell any more."""
    words = flow.text[block.start : block.end]
    if _is_numbered_cell(flow, block):
        return True
    short = _COUNT.fullmatch(words) or _SECTION.fullmatch(words) or _GAP.fullmatch(words)
    return bool(short) or (block.label is not None and block.label.style in ("annex", "part", "article"))


def _add_flat(flow: Flow, rows: list[Row], columns: Sequence[Column], blocks: Sequence[Block], section: str) -> None:
    """Note a flattened row: its cells follow the columns in order, a last one may be missing."""
    cells = [(block.start, block.end) for block in blocks]
    numbered = _NUMBERED.match(flow.text, *cells[0])
    if numbered is not None:
        cells[:1] = [numbered.span(), (numbered.end(), blocks[0].end)]
    words = [flow.text[slice(*cell)] for cell in cells]
    _add(rows, columns, cells, words, section)


# -- directives of rows ----------------------------------------------------------------------------------


def drafts_of(flow: Flow, rows: Sequence[Row], times: Times) -> list[Draft]:
    """Return one directive for each row."""
    result: list[Draft] = []
    above: dict[Column, Place] = {}
    for row in rows:
        for name, cell in row.cells.items():
            if _DITTO.fullmatch(flow.text[slice(*cell)]) and name in above:
                row.cells[name] = above[name]
        above = row.cells
        start, end = row.cells["work"]
        while end > start and flow.text[end - 1] in " .;,":
            end -= 1
        mark = _ITEM.match(flow.text, start, end)
        start = mark.end() if mark is not None else start
        leads = tuple(parties.entries(flow.text, row.cells["lead"])) if "lead" in row.cells else ()
        lent = tuple(parties.entries(flow.text, row.cells["with"])) if "with" in row.cells else ()
        time = cell_time(flow.text, *row.cells["time"], times) if "time" in row.cells else None
        block = flow.block_at(start)
        path = ".".join(part for part in ("PHỤ LỤC" if block.zone == "annex" else "", row.path) if part)
        result.append(Draft(start, end, start, path, "task_row", leads, "heading", lent, None, time))
    return result
