"""A long table as .docx."""

from __future__ import annotations

from dondoc.writing.listing import ROLES, Listing, grid_of, plain

from . import tables
from .document import NO_CONTACT, NO_NUMBER, PAGE_NUMBER, page_number, section
from .elements import el, paragraph, run, serialised
from .package import packed
from .styles import styles


def write_listing(listing: Listing) -> bytes:
    """Return a long table as a .docx file; the same table gives the same bytes."""
    title, *lines = map(plain, (listing.title, *listing.lines))
    heading = [paragraph("subject", [run(title)]), *(paragraph("table_short", [run(x)]) for x in lines)]
    end = [paragraph("Normal", []), section(NO_CONTACT, is_landscape=True)]
    body = [*heading, paragraph("Normal", []), tables.ruled(grid_of(listing)), *end]
    parts = {
        "document.xml": serialised(el("document", None, el("body", None, *body))),
        "styles.xml": styles(ROLES),
        PAGE_NUMBER: serialised(el("hdr", None, page_number())),
        NO_NUMBER: serialised(el("hdr", None, paragraph("page_number", []))),
        NO_CONTACT: serialised(el("ftr", None, paragraph("contact", []))),
    }
    return packed(parts, title=title, author="", day=None)
