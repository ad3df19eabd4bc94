"""What an official document says, as structure: frozen records, and their one JSON form (schema `dondoc.writing/1`).

Labels (I., 1., a), Điều 1.), set words and the layout are made by the writers, so they never stand in the content.
A number or a date that is None is printed as a visible blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, TypeAlias

from . import shapes
from .errors import Fault, InvalidContent
from .kinds import kind_of
from .shapes import field

SCHEMA = "dondoc.writing/1"

# From the outside in: a heading may hold only what comes later; a clause also clauses, 1. holding 1.1. and 1.1.1.
LEVELS = ("part", "chapter", "section", "article", "clause", "point", "dash")
CLAUSES_DEEP = 3
# Of a chart: parts that patterns tell apart, bars that share a page, and the greatest number of a part.
CHART_PARTS, CHART_BARS, CHART_COUNT = 4, 15, 999_999_999
# Of the forms that are no stacked bars: what is measured, and the mark that it is held against.
MARKED_PARTS = 2
# Khoản được chia thành điểm theo thứ tự bảng chữ cái tiếng Việt (Phụ lục I Nghị định 30/2020/NĐ-CP).
LETTERS = "abcdđeghiklmnopqrstuvxy"

Level = Literal["part", "chapter", "section", "article", "clause", "point", "dash"]
Urgency = Literal["hoa_toc", "thuong_khan", "khan"]
Circulation = Literal["xem_xong_tra_lai", "luu_hanh_noi_bo"]
ChartForm = Literal["bars", "bullets", "series"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """Loại văn bản theo Điều 7 Nghị định 30/2020/NĐ-CP."""

    code: str = field("chữ viết tắt của loại văn bản (types.tsv)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Cơ quan ban hành, in đúng như viết ở đây."""

    parent: str | None = field("tên cơ quan chủ quản trực tiếp", default=None)
    name: str = field("tên cơ quan ban hành")
    in_text: str | None = field("tên cơ quan viết trong lời văn, ví dụ Sở Khoa học và Công nghệ", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Người ký: các dòng thẩm quyền (TL. GIÁM ĐỐC), chức vụ, họ tên."""

    authority: tuple[str, ...] = field("các dòng thẩm quyền ký", default=())
    title: str = field("chức vụ người ký")
    name: str = field("họ tên người ký")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Địa chỉ cơ quan ở chân trang đầu (ô 13)."""

    address: str | None = field("địa chỉ", default=None)
    email: str | None = field("thư điện tử", default=None)
    website: str | None = field("trang thông tin điện tử", default=None)
    phone: str | None = field("số điện thoại", default=None)
    fax: str | None = field("số fax", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Một đoạn lời văn."""

    KIND: ClassVar[str] = "paragraph"

    text: str = field("lời văn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Phần, chương, mục, điều, khoản, điểm hoặc gạch đầu dòng; số thứ tự do máy đánh."""

    KIND: ClassVar[str] = "heading"

    level: Level = field("cấp của đề mục")
    title: str | None = field("tiêu đề", default=None)
    text: str | None = field("lời văn ngay sau số thứ tự hoặc tiêu đề", default=None)
    children: tuple[Block, ...] = field("nội dung bên trong", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Thời hạn: một ngày, hoặc lời văn như "trong quý IV năm 2026"; chỉ một trong hai."""

    date: dt.date | None = field("ngày hoàn thành", default=None)
    phrase: str | None = field("lời văn về thời hạn", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Một nhiệm vụ giao cho đơn vị; câu văn do máy viết, không có thời hạn thì câu không nêu thời hạn."""

    KIND: ClassVar[str] = "duty"

    lead: tuple[str, ...] = field("đơn vị chủ trì", least=1)
    cooperate: tuple[str, ...] = field("đơn vị phối hợp", default=())
    action: str = field("việc phải làm")
    deadline: Deadline | None = field("thời hạn", default=None)
    product: str | None = field("sản phẩm", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Bảng; hàng đầu lặp lại khi bảng sang trang."""

    KIND: ClassVar[str] = "table"

    header: tuple[str, ...] = field("tiêu đề các cột", least=1, most=20, blank=True)
    rows: tuple[tuple[str, ...], ...] = field("các hàng", default=(), blank=True)
    widths: tuple[int, ...] = field("độ rộng tương đối của các cột", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Một thanh của biểu đồ."""

    name: str = field("tên của thanh")
    counts: tuple[int, ...] = field("số của từng phần", least=1, most=CHART_PARTS, numbers=(0, CHART_COUNT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Biểu đồ; hình do máy vẽ từ số liệu, phân biệt được khi in đen trắng.

    `bars`: thanh ngang nhiều phần; `bullets`: phần trăm so với kế hoạch, có vạch 100 %; `series`: cột theo thời gian.
    """

    KIND: ClassVar[str] = "chart"

    form: ChartForm = field("dạng biểu đồ", default="bars")
    decimals: int = field("số chữ số thập phân trong các số", numbers=(0, 1), default=0)
    title: str = field("tên biểu đồ, in dưới hình")
    parts: tuple[str, ...] = field("tên các phần của mỗi thanh", least=1, most=CHART_PARTS)
    bars: tuple[Bar, ...] = field("các thanh", least=1, most=CHART_BARS)


Block: TypeAlias = Paragraph | Heading | Duty | Table | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """Phụ lục: trang mới, số trang đánh lại từ đầu."""

    title: str = field("tên phụ lục")
    body: tuple[Block, ...] = field("nội dung phụ lục", default=())
    signatures: tuple[Signature, ...] = field("người ký ở cuối phụ lục, từ trái sang phải", most=2, default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Nội dung của một văn bản hành chính."""

    schema: Literal["dondoc.writing/1"] = field("tên lược đồ")
    type: Type = field("loại văn bản")
    issuer: Issuer = field("cơ quan ban hành")
    number: str | None = field(
        "số văn bản",
        pattern=r"0[1-9]|[1-9][0-9]{1,5}",
        must="chỉ gồm chữ số; số nhỏ hơn 10 thì thêm số 0 phía trước, ví dụ 05",
        default=None,
    )
    symbol: str = field("ký hiệu", pattern=r"[^\s/]+", must="không có khoảng trắng và dấu gạch chéo, ví dụ TB-SKHCN")
    place: str = field("địa danh")
    date: dt.date | None = field("ngày ban hành", default=None)
    year: int | None = field("năm, khi chưa có ngày ban hành", default=None)
    subject: str = field("trích yếu")
    urgency: Urgency | None = field("độ khẩn", default=None)
    circulation: Circulation | None = field("phạm vi lưu hành", default=None)
    to: tuple[str, ...] = field("nơi nhận ở phần Kính gửi", default=())
    decided_by: str | None = field("thẩm quyền ban hành, ví dụ GIÁM ĐỐC SỞ …", default=None)
    bases: tuple[str, ...] = field("căn cứ ban hành", default=())
    body: tuple[Block, ...] = field("nội dung", least=1)
    recipients: tuple[str, ...] = field("nơi nhận", default=())
    archive: str | None = field("nơi lưu, ví dụ VT, HCTH", default=None)
    signature: Signature = field("người ký")
    secretary: Signature | None = field("thư ký cùng ký biên bản", default=None)
    drafter: str | None = field("ký hiệu người soạn thảo", default=None)
    copies: int | None = field("số lượng bản phát hành", default=None)
    contact: Contact | None = field("địa chỉ liên hệ ở chân trang", default=None)
    annexes: tuple[Annex, ...] = field("phụ lục", default=())

    def as_json(self) -> dict[str, Any]:
        """Return the JSON object of schema `dondoc.writing/1`; `from_json` reads it back to an equal record."""
        body: dict[str, Any] = shapes.as_json(self)
        return body


def unnumbered(content: Content) -> Content:
    """Return the content as it is signed before it is numbered: number and date blank; a year that is known stays."""
    return replace(content, number=None, date=None, year=content.date.year if content.date else content.year)


def from_json(data: object) -> Content:
    """Return the content that an object of schema `dondoc.writing/1` describes, its text in NFC.

    Raises:
        InvalidContent: with every fault, each naming its field.
    """
    decoder = shapes.Decoder()
    content = decoder.record(Content, data)
    faults = decoder.faults if content is None else list(_faults(content))
    if faults or content is None:
        raise InvalidContent(faults)
    return content


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema published as docs/reference/writing-content.schema.json."""
    return shapes.schema(Content, "Nội dung văn bản hành chính để dondoc write thể hiện")


def _faults(content: Content) -> Iterator[Fault]:
    """Yield what no single field shows: what the type does not have, and fields that contradict each other."""
    kind = kind_of(content.type.code)
    if kind is None:
        yield Fault("type.code", f"không có loại văn bản “{content.type.code}”; hãy dùng chữ viết tắt như TB, QĐ, CV.")
        return
    if content.to and not kind.addressed:
        yield Fault("to", f"{kind.name} không có phần Kính gửi; hãy ghi vào recipients (Nơi nhận).")
    if content.bases and not kind.has_bases:
        yield Fault("bases", f"{kind.name} không có phần căn cứ ban hành; hãy viết vào nội dung.")
    if content.decided_by and not kind.enacting:
        yield Fault("decided_by", f"{kind.name} không có dòng thẩm quyền ban hành; hãy bỏ trường này.")
    if content.secretary and not kind.has_secretary:
        yield Fault("secretary", f"{kind.name} không có chữ ký của thư ký; hãy bỏ trường này.")
    if content.date and content.year:
        yield Fault("year", "chỉ ghi năm khi chưa có ngày ban hành; hãy bỏ một trong hai.")
    if content.contact and not any(shapes.as_json(content.contact).values()):
        yield Fault("contact", "phải có ít nhất một địa chỉ; nếu không có thì ghi null.")
    yield from _faults_of_blocks(content.body, "body", [])
    for number, annex in enumerate(content.annexes):
        yield from _faults_of_blocks(annex.body, f"annexes[{number}].body", [])


def _faults_of_blocks(blocks: Sequence[Block], path: str, above: list[Level]) -> Iterator[Fault]:
    lettered = 0
    for number, block in enumerate(blocks):
        here = f"{path}[{number}]"
        if isinstance(block, Heading):
            yield from _faults_of_heading(block, here, above)
            yield from _faults_of_blocks(block.children, f"{here}.children", [*above, block.level])
        elif isinstance(block, Duty):
            yield from _faults_of_duty(block, here)
        elif isinstance(block, Table):
            yield from _faults_of_table(block, here)
        elif isinstance(block, Chart):
            for place, bar in enumerate(block.bars):
                if len(bar.counts) != len(block.parts):
                    sentence = f"có {len(bar.counts)} số, mà biểu đồ có {len(block.parts)} phần."
                    yield Fault(f"{here}.bars[{place}].counts", sentence)
            if block.form != "bars" and len(block.parts) > MARKED_PARTS:
                sentence = f"biểu đồ dạng “{block.form}” có nhiều nhất {MARKED_PARTS} phần."
                yield Fault(f"{here}.parts", sentence)
        lettered += level_of(block, above) == "point"
    if lettered > len(LETTERS):
        yield Fault(
            path, f"có {lettered} điểm, mà chữ cái từ a đến y chỉ đủ cho {len(LETTERS)}; hãy chia thành nhiều khoản."
        )


def level_of(block: Block, above: Sequence[Level]) -> Level | None:
    """Return the level a block is numbered at under those above it: a duty is a clause, in a clause a point."""
    if isinstance(block, Heading):
        return block.level
    if not isinstance(block, Duty):
        return None
    if not above or LEVELS.index(above[-1]) < LEVELS.index("clause"):
        return "clause"
    return "point" if above[-1] == "clause" else "dash"


def _faults_of_heading(heading: Heading, path: str, above: Sequence[Level]) -> Iterator[Fault]:
    if heading.title is None and (heading.text is None or LEVELS.index(heading.level) < LEVELS.index("article")):
        yield Fault(f"{path}.title", "đề mục phải có tiêu đề; điều, khoản, điểm có thể chỉ có lời văn (text).")
    if above:
        is_deeper = LEVELS.index(heading.level) > LEVELS.index(above[-1])
        is_nested_clause = heading.level == above[-1] == "clause" and above.count("clause") < CLAUSES_DEEP
        if not (is_deeper or is_nested_clause):
            yield Fault(
                f"{path}.level", f"“{heading.level}” không thể nằm trong “{above[-1]}”; hãy đổi cấp của đề mục."
            )


def _faults_of_duty(duty: Duty, path: str) -> Iterator[Fault]:
    if duty.deadline and (duty.deadline.date is None) == (duty.deadline.phrase is None):
        yield Fault(f"{path}.deadline", "ghi một ngày (date) hoặc lời văn (phrase), chỉ một trong hai.")


def _faults_of_table(table: Table, path: str) -> Iterator[Fault]:
    columns = len(table.header)
    for number, row in enumerate(table.rows):
        if len(row) != columns:
            yield Fault(f"{path}.rows[{number}]", f"có {len(row)} ô, mà bảng có {columns} cột.")
    if table.widths and len(table.widths) != columns:
        yield Fault(f"{path}.widths", f"có {len(table.widths)} độ rộng, mà bảng có {columns} cột.")
