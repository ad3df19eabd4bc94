"""A reading as tables on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    import datetime as dt

    from dondoc.reading.model import Citation, Deadline, Directive, Header, Party, Reading

# Below this the parties stand under one another in one column, and the words of the deadline wrap.
NARROW = 100
EMPTY = "(văn bản không ghi)"
KINDS = {"task": "việc có hạn định", "standing": "thường xuyên", "trigger": "khi phát sinh", "report": "báo cáo"}
DEADLINES = {
    "date": "",
    "period": "trong kỳ",
    "relative": "tính từ sự kiện",
    "immediate": "ngay",
    "recurring": "định kỳ",
    "none": "không nêu hạn",
}
URGENCIES = {"khan": "Khẩn", "thuong_khan": "Thượng khẩn", "hoa_toc": "Hỏa tốc"}
SOURCES = {"explicit": "ghi rõ", "heading": "theo đề mục", "implied": "theo mạch văn"}
CONFIDENCES = {"sure": "chắc chắn", "fair": "khá chắc", "check": "cần kiểm tra"}


def show(reading: Reading, *, name: str, is_explaining: bool) -> None:
    """Print one reading to standard output."""
    console = Console(highlight=False, markup=False, emoji=False)
    if name:
        console.rule(Text(name, style="bold"), align="left", characters="─")
    console.print(_header(reading.header, is_explaining=is_explaining))
    console.print()
    if reading.directives:
        console.print(_directives(reading, width=console.width, is_explaining=is_explaining))
    else:
        console.print("Văn bản không có nội dung chỉ đạo nào.")
    if reading.citations:
        console.print()
        console.print(_citations(reading.citations))
    if reading.findings:
        console.print()
        console.print(_findings(reading))
    console.print()


def day(date: dt.date | None) -> str:
    """Return a date as 30/06/2024."""
    return f"{date:%d/%m/%Y}" if date else ""


def _header(header: Header, *, is_explaining: bool) -> Table:
    number = f"{header.number or '(để trống)'}/{header.symbol}" if header.symbol else header.number
    signer = header.signer
    signed = "\n".join(filter(None, (signer.authority, signer.title, signer.name))) if signer else ""
    rows: tuple[tuple[str, str, str | None], ...] = (
        ("type", "Loại", header.type.name if header.type else None),
        ("symbol", "Số, ký hiệu", number),
        ("issuer", "Cơ quan ban hành", header.issuer),
        ("date", "Ngày, nơi ban hành", ", ".join(filter(None, (day(header.date), header.place)))),
        ("subject", "Trích yếu", header.subject),
        ("signer", "Người ký", signed),
        ("recipients", "Nơi nhận", "\n".join(header.recipients)),
    )
    if header.urgency:
        rows += (("urgency", "Độ khẩn", URGENCIES[header.urgency]),)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    where = header.where or {}
    for field, label, value in rows:
        cell = Text(value) if value else Text(EMPTY, style="dim italic")
        if is_explaining and field in where:
            cell.append(f"\n↳ {where[field].rule}", style="dim")
        table.add_row(label, cell)
    return table


def _directives(reading: Reading, *, width: int, is_explaining: bool) -> Table:
    is_narrow = width < NARROW
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), expand=True, show_edge=False, leading=1)
    table.add_column("Mục", no_wrap=True, max_width=10)
    table.add_column("Nội dung chỉ đạo", ratio=5, overflow="fold")
    table.add_column("Chủ trì · phối hợp" if is_narrow else "Chủ trì", ratio=3, overflow="fold")
    if not is_narrow:
        table.add_column("Phối hợp", ratio=2, overflow="fold")
    table.add_column("Thời hạn", ratio=2, min_width=13, overflow="fold")
    for directive in reading.directives:
        work = Text(directive.action)
        if directive.report_to:
            report = " qua ".join(filter(None, (directive.report_to.name, directive.report_to.via)))
            work.append(f"\nBáo cáo: {report}", style="dim")
        if is_explaining:
            work.append(_explanation(directive), style="dim")
        lead = _parties(directive.lead)
        cooperate = Text("\n").join(Text(party.name) for party in directive.cooperate)
        cells = [lead, cooperate]
        if is_narrow:
            cells = [Text("\n· ").join((lead, cooperate)) if cooperate else lead]
        table.add_row(directive.path or "–", work, *cells, _deadline(directive.deadline))
    return table


def _parties(parties: tuple[Party, ...]) -> Text:
    if not parties:
        return Text("(không nêu)", style="dim italic")
    lines = []
    for party in parties:
        line = Text(party.name)
        if party.source != "explicit":
            line.append(f" ({SOURCES[party.source]})", style="dim")
        lines.append(line)
    return Text("\n").join(lines)


def _deadline(deadline: Deadline) -> Text:
    if deadline.kind == "none":
        return Text(DEADLINES["none"], style="dim italic")
    text = Text(" ".join(filter(None, (day(deadline.date), deadline.time))), style="bold")
    for extra in (DEADLINES[deadline.kind], f"“{deadline.phrase}”" if deadline.phrase else ""):
        if extra:
            text.append(("\n" if text else "") + extra, style="not bold dim")
    return text


def _explanation(directive: Directive) -> str:
    parts = [f"{KINDS[directive.kind]}; {CONFIDENCES[directive.confidence]}; quy tắc {directive.rule}"]
    if directive.deadline.rule:
        parts.append(f"hạn: {directive.deadline.rule}")
    parts += [f"{party.name} = {party.resolved}" for party in directive.lead + directive.cooperate if party.resolved]
    return "".join(f"\n↳ {part}" for part in parts)


def _citations(citations: tuple[Citation, ...]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.title = "Văn bản viện dẫn"
    table.title_justify = "left"
    table.add_column(overflow="fold")
    for citation in citations:
        symbol = "/".join(filter(None, (citation.number, citation.symbol)))
        dated = f"ngày {day(citation.date)}" if citation.date else ""
        table.add_row("- " + " ".join(filter(None, (citation.provision, citation.type, symbol, dated))))
    return table


def _findings(reading: Reading) -> Table:
    table = Table.grid(padding=(0, 1))
    table.title = "Lưu ý"
    table.title_justify = "left"
    table.add_column(overflow="fold")
    for finding in reading.findings:
        table.add_row(Text(f"- {finding.message}"))
    for loss in reading.source.losses:
        table.add_row(Text(f"- Không đọc được: {loss}"))
    return table
