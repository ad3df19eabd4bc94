"""What somebody may do to a signed PDF: each change is one more increment, as any editor writes it."""

from __future__ import annotations

import io

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from dondoc.documents.signing import fields

from .authority import root


def _appended(pdf, change):
    """Return the PDF with one more increment."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def add_page(pdf):
    """Put a page at the end."""

    def change(writer):
        empty = writer.add_object(generic.StreamObject(stream_data=b""))
        writer.insert_page(PageObject(contents=empty, media_box=(0, 0, 595, 842)))

    return _appended(pdf, change)


def add_annotation(pdf):
    """Stick a note on the first page."""

    def change(writer):
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/Text"),
                pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 50, 80, 80))),
                pdf_name("/Contents"): pdf_string("Đã sửa"),
            }
        )
        writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))

    return _appended(pdf, change)


def write_on_page(pdf):
    """Draw words over the first page."""

    def change(writer):
        words = generic.StreamObject(stream_data=b"BT 100 500 Td (x) Tj ET")
        writer.add_stream_to_page(0, writer.add_object(words))

    return _appended(pdf, change)


def change_number(pdf):
    """Give the document another number."""

    def change(writer):
        field = next(field for name, field in fields._all(writer) if name == fields.NUMBER)
        field.get_object()["/V"] = pdf_string("336")
        writer.mark_update(field)

    return _appended(pdf, change)


def add_field(pdf):
    """Add a field to type into."""

    def change(writer):
        field = {"/FT": pdf_name("/Tx"), "/T": pdf_string("Moi"), "/V": pdf_string("x")}
        writer.root["/AcroForm"]["/Fields"].append(
            writer.add_object(generic.DictionaryObject({pdf_name(key): value for key, value in field.items()}))
        )
        writer.update_container(writer.root["/AcroForm"]["/Fields"])

    return _appended(pdf, change)


def flip_byte(pdf):
    """Damage a byte of the first revision."""
    place = pdf.index(b"endobj") - 20
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def add_line_feed(pdf):
    """What mail programs do."""
    return pdf + b"\n"


def sign_too(pdf, box=None):
    """Let somebody else sign, without a picture or with one where no place was left."""
    key = root().issue("Trần Thị Ba").key_file()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    with key.opened() as signer:
        what = PdfSignatureMetadata(field_name="Khac")
        signed = PdfSigner(what, signer, new_field_spec=SigFieldSpec("Khac", box=box)).sign_pdf(writer)
    return signed.getvalue()


def sign_visibly(pdf):
    """Let somebody else sign where no place was left."""
    return sign_too(pdf, box=(50, 50, 150, 100))
