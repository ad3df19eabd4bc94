"""The fields of a PDF that are filled after the person has signed: number, date, the line of the organisation."""

from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, SigFieldSpec, append_signature_field

from .errors import NumberEntered, PlaceOutside, WordsTooWide
from .lettering import LEAN, draw
from .opening import entry
from .places import Align, Box, Line, Places

PERSON, ORGANISATION = "ChuKyCaNhan", "ChuKyCoQuan"
NUMBER, DATE, NOTE = "SoVanBan", "NgayBanHanh", "ThongTinChuKyCoQuan"
# What a program for the blind reads out, and what is shown when the pointer rests on the field.
SPOKEN = {
    PERSON: "Chữ ký số của người có thẩm quyền",
    ORGANISATION: "Chữ ký số của cơ quan, tổ chức",
    NUMBER: "Số của văn bản",
    DATE: "Ngày, tháng, năm ban hành",
    NOTE: "Thông tin chữ ký số của cơ quan, tổ chức",
}
READ_ONLY = 1
# Printed, and not to be moved about.
PRINTED_AND_LOCKED = 4 | 128
# Levels of the tree of pages.
DEEPEST = 50
FONTS = {False: "TiRo", True: "TiIt"}


def is_signed(pdf: PdfHandler, name: str) -> bool:
    """Say whether the signature field of this name holds a signature."""
    field = _named(pdf, name)
    return field is not None and "/V" in field.get_object()


def is_filled(pdf: PdfHandler, name: str) -> bool:
    """Say whether the text field of this name holds words."""
    field = _named(pdf, name)
    return field is not None and bool(field.get_object().get("/V"))


def has(pdf: PdfHandler, name: str) -> bool:
    """Say whether there is a field of this name."""
    return _named(pdf, name) is not None


def date_fields(count: int) -> list[str]:
    """Return the names of the fields that a date of so many parts goes into."""
    return [f"{DATE}{part}" for part in range(1, count + 1)]


def prepare(pdf: IncrementalPdfFileWriter, places: Places) -> None:
    """Add every field that is signed or filled later, because none can be added once the person has signed.

    The personal signature locks the fields that were there before; the organisation's locks all of them.

    Raises:
        PlaceOutside: a place lies off its page.
    """
    others = [name for name, _field in _all(pdf.prev)]
    dates = dict(zip(date_fields(len(places.date)), places.date, strict=True))
    lines = {NUMBER: places.number} | dates | ({NOTE: places.note} if places.note else {})
    _add_signature(pdf, PERSON, places.person, locks=others)
    _add_signature(pdf, ORGANISATION, places.seal, locks=[*others, *lines])
    for name, line in lines.items():
        _add_text(pdf, name, line)


def add_organisation(pdf: IncrementalPdfFileWriter, place: Box) -> None:
    """Add the one field of a copy, where its line is printed.

    Raises:
        PlaceOutside: the place lies off its page.
    """
    _add_signature(pdf, ORGANISATION, place, locks=[])


def fill(pdf: IncrementalPdfFileWriter, name: str, words: str) -> None:
    """Write words into a field, with an appearance that every viewer and printer shows.

    Raises:
        NumberEntered: it holds words already.
        WordsTooWide: they do not fit.
    """
    reference = _named(pdf, name)
    if reference is None:
        raise LookupError(name)
    field = reference.get_object()
    if field.get("/V"):
        raise NumberEntered
    left, bottom, right, top = (float(edge) for edge in field["/Rect"])
    font, size, *_rest = str(field["/DA"]).split()
    drawn = draw(words, size=float(size), is_italic=font.endswith(FONTS[True]))
    room = right - left - drawn.width
    if room < 0:
        raise WordsTooWide(words=words)
    start = {Align.LEFT: 0, Align.CENTRE: room / 2, Align.RIGHT: room}[Align(field["/Q"])]
    picture = pdf.import_page_as_xobject(drawn.pdf)
    commands = b"/Tx BMC q 1 0 0 1 %.2f 0 cm /Words Do Q EMC" % (start - LEAN)
    form = _form(commands, right - left, top - bottom, {pdf_name("/Words"): picture})
    field[pdf_name("/V")] = pdf_string(words)
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): pdf.add_object(form)})
    pdf.mark_update(reference)


def _add_signature(pdf: IncrementalPdfFileWriter, name: str, box: Box | None, *, locks: list[str]) -> None:
    if box is not None:
        _require_inside(pdf, box, SPOKEN[name])
    lock = FieldMDPSpec(FieldMDPAction.INCLUDE, locks) if locks else None
    spec = SigFieldSpec(
        name,
        on_page=box.page - 1 if box else 0,
        box=box.rectangle if box else None,  # type: ignore[arg-type] # points need not be whole
        field_mdp_spec=lock,
        readable_field_name=SPOKEN[name],
    )
    append_signature_field(pdf, spec)


def _add_text(pdf: IncrementalPdfFileWriter, name: str, line: Line) -> None:
    """Add an empty field that nobody types into: it is filled by the product alone."""
    box = line.box
    spoken = SPOKEN[name.rstrip("123456789")]
    page = _require_inside(pdf, box, spoken)
    empty = _form(b"/Tx BMC EMC", box.right - box.left, box.top - box.bottom, {})
    field = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): pdf_string(name),
            pdf_name("/TU"): pdf_string(spoken),
            pdf_name("/Ff"): generic.NumberObject(READ_ONLY),
            pdf_name("/F"): generic.NumberObject(PRINTED_AND_LOCKED),
            pdf_name("/Rect"): generic.ArrayObject(generic.FloatObject(f"{edge:.2f}") for edge in box.rectangle),
            pdf_name("/P"): page,
            pdf_name("/DA"): pdf_string(f"/{FONTS[line.is_italic]} {line.size:g} Tf 0 g"),
            pdf_name("/Q"): generic.NumberObject(line.align),
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): pdf.add_object(empty)}),
        }
    )
    reference = pdf.add_object(field)
    fields = pdf.root["/AcroForm"]["/Fields"]
    fields.append(reference)
    pdf.update_container(fields)
    pdf.register_annotation(page, reference)


def _form(commands: bytes, width: float, height: float, drawings: dict[str, object]) -> generic.StreamObject:
    """Return a drawing of this size that draws others."""
    edges = (0, 0, width, height)
    resources = generic.DictionaryObject()
    if drawings:
        resources[pdf_name("/XObject")] = generic.DictionaryObject(drawings)
    return generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(generic.FloatObject(f"{edge:.2f}") for edge in edges),
            pdf_name("/Resources"): resources,
        },
        stream_data=commands,
    )


def _require_inside(pdf: IncrementalPdfFileWriter, box: Box, what: str) -> generic.IndirectObject:
    """Return the page of a place.

    Raises:
        PlaceOutside: there is no such page, or the place reaches over its edge.
    """
    if not 1 <= box.page <= int(pdf.root["/Pages"]["/Count"]):
        raise PlaceOutside(what=what)
    page: generic.IndirectObject = pdf.find_page_for_modification(box.page - 1)[0]
    left, bottom, right, top = (float(edge) for edge in _media_box(page.get_object()))
    if not (left <= box.left < box.right <= right and bottom <= box.bottom < box.top <= top):
        raise PlaceOutside(what=what)
    return page


def _media_box(node: generic.DictionaryObject) -> generic.ArrayObject:
    """Return the size of a page, which it may have from the nodes above it."""
    for _level in range(DEEPEST):
        if "/MediaBox" in node:
            return node["/MediaBox"]  # type: ignore[no-any-return]
        node = entry(node, "/Parent", {})
    raise PdfReadError("a page has no size")


def _all(pdf: PdfHandler) -> Iterator[tuple[str, generic.IndirectObject]]:
    """Yield the outermost fields with their names."""
    form = entry(pdf.root, "/AcroForm", {})
    for reference in entry(form, "/Fields", []):
        yield str(reference.get_object().get("/T", "")), reference


def _named(pdf: PdfHandler, name: str) -> generic.IndirectObject | None:
    return next((field for own, field in _all(pdf) if own == name), None)
