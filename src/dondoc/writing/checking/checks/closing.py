"""The end of a document: signatures (7a, 7b) and recipients (9b)."""

from __future__ import annotations

import re

from dondoc.writing.checking.closing import PREFIX, Signature
from dondoc.writing.checking.parts import Parts
from dondoc.writing.checking.pieces import Piece
from dondoc.writing.checking.report import Report
from dondoc.writing.checking.rules import load_words

_PROPER_PREFIX = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\. \S")
_NEEDS_TITLE = re.compile(r"^(?:TM|KT|TL|TUQ)\b")
_FILING = re.compile(r"^-\s*Lưu: VT\b")
_END_MARK = re.compile(r"\./\.$")


def check(parts: Parts, report: Report) -> None:
    """Check cells 7a, 7b and 9b."""
    if not parts.closing.signatures:
        report.note("signer_missing")
    for signature in parts.closing.signatures:
        _signature(signature, report)
    if parts.closing.word is None:
        if parts.head.type_code not in load_words()["without_recipients"]:
            report.note("recipients_missing")
    else:
        _recipients(parts, report)
    for piece in parts.closing.marks:
        report.note("end_mark_recipients", piece)


def _signature(signature: Signature, report: Report) -> None:
    for piece in signature.authority:
        found = PREFIX.match(piece.text)
        if found is not None and not _PROPER_PREFIX.match(piece.text):
            prefix = re.sub(r"[\s/]", "", found["prefix"]).upper()
            wanted = f"{prefix}. {piece.text[found.end() :]}"
            report.note("authority_prefix", piece, found=piece.text, wanted=wanted)
    if signature.authority and not signature.titles and _NEEDS_TITLE.match(signature.authority[0].text.upper()):
        report.note("title_missing", signature.authority[-1], found=signature.authority[0].text)
    is_deputy = any(piece.text.upper().startswith("KT") for piece in signature.authority)
    for place, piece in enumerate(signature.titles):
        text = piece.text.lower()
        if text.startswith(load_words()["short_titles"]):
            report.note("title_abbreviated", piece, found=piece.text)
        elif is_deputy and place == 0 and not text.startswith(("phó", "thứ trưởng")):
            report.note("title_deputy", piece, found=piece.text)
    if signature.name is None:
        report.note("name_missing", (signature.titles or signature.authority)[-1])
    elif found_title := _academic(signature.name.text):
        report.note("name_academic", signature.name, found=found_title)


def _academic(name: str) -> str | None:
    """Return the academic title before a name."""
    words = sorted(load_words()["academic"], key=len, reverse=True)
    pattern = "|".join(re.escape(word).replace(r"\.", r"\.\s?") for word in words)
    found = re.match(rf"^(?:(?:{pattern})(?:\.\s?|\s))+", name, re.IGNORECASE)
    return found[0].strip() if found else None


def _recipients(parts: Parts, report: Report) -> None:
    closing = parts.closing
    if closing.word is not None and not closing.word.text.lower().startswith("nơi nhận:"):
        report.note("recipients_colon", closing.word, found=closing.word.text)
    items = closing.recipients
    for place, piece in enumerate(items):
        _recipient(piece, report, is_last=place == len(items) - 1)
    first = items[0] if items else None
    is_sent = parts.addressed is not None and parts.addressed.text.lower().startswith("kính gửi")
    if first is not None and is_sent and "như trên" not in first.text.lower():
        report.note("recipient_as_above", first, found=first.text)


def _recipient(piece: Piece, report: Report, *, is_last: bool) -> None:
    text = piece.text
    if not text.startswith("-"):
        report.note("recipient_dash", piece)
    if _END_MARK.search(text):
        report.note("end_mark_recipients", piece)
    if not is_last:
        if not text.endswith(";"):
            report.note("recipient_end", piece, found=text.split()[-1])
        return
    if not _FILING.match(text if text.startswith("-") else f"- {text}"):
        report.note("recipient_filing", piece, found=text)
    elif not text.endswith("."):
        report.note("recipient_last", piece, found=text.split()[-1])
