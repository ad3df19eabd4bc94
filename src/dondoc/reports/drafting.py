"""A composed report as the blocks of a draft: headings, paragraphs, tables, and where each figure comes from. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dondoc.documents.composing import charts, composition, tables
from dondoc.documents.composing.charts import MOST_BARS
from dondoc.documents.composing.choices import ChartForm, Kind, Level
from dondoc.kernel.vietnamese import format_date

from . import wording
from .choices import OF_RECORDS
from .composition import TARGET, Bars, Composed, Paper, Table, Value

Block = dict[str, Any]
# Rows of a table of records in the document; what is frozen, and its workbook, have them all.
PAPER_ROWS = 200
# What is printed; the paper is Vietnamese whatever language is read.
SOURCES = "Nguồn số liệu"
SOURCE_HEADER = ("STT", "Số liệu", "Giá trị", "Cách tính", "Phiên bản")
IN_ANNEX = "Số liệu chi tiết tại Phụ lục “{title}”."
FROZEN = "Số liệu chốt đến hết ngày {day}, mã bản chốt {code}."
NOTHING = "Không."
# Nobody has said that there is nothing.
NOT_WRITTEN = "(Chưa có nội dung.)"
HIDDEN = "Còn {n} dòng người lập không có quyền xem, không in ở đây."
LEFT_OUT = "Còn {n} dòng khác, có trong bảng tính kèm theo."
NOT_LISTED = "{n} dòng khác không liệt kê."
CHART_OF_SOME = "{title} ({n} đơn vị có nhiều nhiệm vụ nhất)"
BULLETS_OF_SOME = "{title} ({n} chỉ tiêu đạt thấp nhất)"
WAITING = "Đơn vị chưa gửi nội dung: {units}."
NO_FIGURE = "Không có số liệu “{name}”: {why}"


def blocks_of(paper: Paper, *, snapshot_code: str) -> list[Block]:
    """Return the draft of a report: its body, then its annexes, the last of them where its figures come from.

    A table that is wider than the page of the body is an annex, whose page lies on its side.

    Args:
        snapshot_code: what its frozen figures are called.
    """
    body = [section for section in paper.sections if not section.is_annex]
    annexes = [section for section in paper.sections if section.is_annex]
    blocks = [block for section in [*body, *annexes] for block in _of_section(section)]
    for section in body:
        if section.table is not None and _is_wide(section.table):
            blocks += [composition.annex(section.title), *_of_table(section.table, most=_most(section))]
    return [*blocks, composition.annex(SOURCES), *_sources(paper, snapshot_code)]


def _sources(paper: Paper, snapshot_code: str) -> list[Block]:
    """Return where each figure comes from: its formula, and what was counted."""
    blocks = [_paragraph(FROZEN.format(day=format_date(paper.as_of), code=snapshot_code))]
    blocks += [_paragraph(NO_FIGURE.format(name=value.name, why=value.why)) for value in paper.missing]
    rows = [
        [str(number), _source_name(value), f"{value.text} ({value.parts})" if value.base is not None else value.text,
         value.formula, str(value.version or "—")]
        for number, value in enumerate(paper.all_figures, start=1)
    ]  # fmt: skip
    return [*blocks, _table(SOURCE_HEADER, rows)] if rows else blocks


def _source_name(value: Value) -> str:
    """Return what a figure is called; of a target with the code that its unit knows it by."""
    code = value.code.removeprefix(TARGET)
    return f"{value.name} ({code})" if code != value.code else value.name


def _of_section(section: Composed) -> Iterator[Block]:
    if section.is_annex:
        yield composition.annex(section.title)
    else:
        yield composition.heading(Level(section.level), section.title, "")
    yield from _said_in(section)
    if section.waiting:
        yield _paragraph(WAITING.format(units="; ".join(section.waiting)))


def _said_in(section: Composed) -> Iterator[Block]:
    """Yield what stands below the title of a section."""
    if section.is_blank or (section.table is not None and not section.table.total and not section.paragraphs):
        yield _paragraph(NOT_WRITTEN if section.is_blank else NOTHING)
        return
    for text in wording.plain(section.paragraphs):
        yield _paragraph(text)
    for said in section.said:
        for number, words in enumerate(said.paragraphs):
            yield _paragraph(words if number else f"{said.unit}: {words}")
    if section.table is not None and _is_wide(section.table) and not section.is_annex:
        yield _paragraph(IN_ANNEX.format(title=section.title))
    elif section.table is not None:
        yield from _of_table(section.table, most=_most(section))
    if section.bars is not None and section.bars.rows:
        yield _chart(section.bars)


def _most(section: Composed) -> int | None:
    return PAPER_ROWS if section.source in OF_RECORDS else None


def _is_wide(table: Table) -> bool:
    """Say whether words of a table would be parted between two letters in the body of the document."""
    return bool(table.rows) and tables.is_wide(table.header, table.rows[:PAPER_ROWS])


def _of_table(table: Table, *, most: int | None) -> Iterator[Block]:
    rows = table.rows[:most]
    if rows:
        yield _table(table.header, rows)
    if table.hidden:
        yield _paragraph(HIDDEN.format(n=table.hidden))
    if more := len(table.rows) - len(rows):
        yield _paragraph(LEFT_OUT.format(n=more))
    if table.left_out:
        yield _paragraph(NOT_LISTED.format(n=table.left_out))


def _chart(bars: Bars) -> Block:
    """Return a chart of as many rows as one may have: the longest bars, the targets that are farthest behind.

    The table of the section has them all.
    """
    rows, title, room = list(bars.rows), bars.title, MOST_BARS
    if len(rows) > room:
        is_bullets = bars.form == ChartForm.BULLETS
        order = (lambda place: rows[place][1][0]) if is_bullets else (lambda place: -sum(rows[place][1]))
        most = set(sorted(range(len(rows)), key=order)[:room])
        title = (BULLETS_OF_SOME if is_bullets else CHART_OF_SOME).format(title=title, n=room)
        rows = [row for place, row in enumerate(rows) if place in most]
    drawn = [{"name": composition.one_line(name), "counts": list(counts)} for name, counts in rows]
    made = {"kind": Kind.CHART.value, "title": title, "parts": [name for _state, name in bars.parts], "bars": drawn}
    return made | charts.form_of({"form": bars.form, "decimals": bars.decimals})


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    return {
        "kind": Kind.TABLE.value,
        "header": list(header),
        "rows": [[composition.one_line(cell) for cell in row] for row in rows],
    }


def _paragraph(text: str) -> Block:
    return {"kind": Kind.PARAGRAPH.value, "text": composition.one_line(text)}
