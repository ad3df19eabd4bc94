"""Finds the parts of the letterhead: cells 1 to 5, the stamps of cells 10 and 11."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dondoc.writing.checking.document import Paragraph
from dondoc.writing.checking.errors import Unreadable
from dondoc.writing.checking.pieces import Piece, bare, folded, is_upper, split, whole
from dondoc.writing.checking.rules import load_types, load_words

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# What may stand around the words of a stamp.
STAMP_EDGES = " .:()[]"
# Paragraphs with words that hold any letterhead, its subject and stamps included.
_HEAD = 40
# A line of a letterhead is not longer; a subject may be.
_LINE, _SUBJECT = 120, 400
_NUMBER = re.compile(r"s[ốo]\b\s*[:.]?\s*(?:[\d.…]*\s*[/\-–]|[\d.…]+\s+\S+-\S|$)", re.IGNORECASE)
_DATE = re.compile(
    r"^[^\d:;/]{1,60}?\bng[àa]y\b.{0,12}\bth[áa]ng\b.{0,12}\bn[ăa]m\b|^[^\d:;/]{2,40},?\s*(?:ngày\s*)?\d{1,2}/\d{1,2}/\d{4}$",
    re.I,
)
_ABOUT = re.compile(r"^(?:v/v|về việc|v\.v\b|vv\b)", re.IGNORECASE)
ADDRESSED = re.compile(r"^(?:kính gửi|(?:trân trọng )?kính mời)\b", re.IGNORECASE)
_HEADING = re.compile(r"^(?:phần|chương|mục|điều)\s+\S+|^[IVX]+\.\s|^\d+\.\s", re.IGNORECASE)


@dataclass(slots=True)
class Letterhead:
    """The parts that were found, each as the pieces it stands in; None or empty what was not."""

    nation: Piece | None = None
    motto: Piece | None = None
    parents: list[Piece] = field(default_factory=list)
    issuers: list[Piece] = field(default_factory=list)
    number: Piece | None = None
    date: Piece | None = None
    about: list[Piece] = field(default_factory=list)
    type: Piece | None = None
    type_code: str | None = None
    subject: list[Piece] = field(default_factory=list)
    urgency: list[Piece] = field(default_factory=list)
    circulation: list[Piece] = field(default_factory=list)

    @property
    def is_letter(self) -> bool:
        """Tell whether the document is an official letter (công văn): it bears no type."""
        return self.type is None


def read_letterhead(paragraphs: list[Paragraph]) -> tuple[Letterhead, int]:
    """Find the letterhead; return it and how many paragraphs it takes.

    Raises:
        Unreadable: `secret`, when the document bears a secrecy stamp.
    """
    head = Letterhead()
    names: list[Piece] = []
    seen = 0
    for place, paragraph in enumerate(paragraphs):
        if not paragraph.text.strip():
            continue
        seen += 1
        if seen > _HEAD or _ends_head(paragraph, head):
            return _finished(head, names), place
        for piece in split(paragraph):
            _take(piece, head, names)
        if head.type is not None:
            return _finished(head, names), _read_subject(paragraphs, place + 1, head)
    return _finished(head, names), len(paragraphs)


def _ends_head(paragraph: Paragraph, head: Letterhead) -> bool:
    """Tell whether the text begins here: an address, a legal basis, or a long paragraph of the page itself."""
    text = folded(paragraph.text)
    if ADDRESSED.match(text) or text.lower().startswith(load_words()["bases"]):
        return True
    if paragraph.cell is not None or paragraph.box is not None or "\t" in paragraph.text.strip() or _ABOUT.match(text):
        return False
    is_sentence = text.endswith((".", ";", ":")) and paragraph.look.align != "center" and not _NUMBER.match(text)
    return len(text) > _LINE or (is_sentence and (head.number is not None or head.date is not None))


def _take(piece: Piece, head: Letterhead, names: list[Piece]) -> None:
    """Give a piece its part in the letterhead."""
    text, plain = piece.text, bare(piece.text)
    if piece.is_drawn or _is_stamp(piece, plain, head):
        return
    if head.type is not None:
        head.subject.append(piece)  # below the type in one paragraph
    elif head.nation is None and _is_nation(plain):
        head.nation = piece
    elif head.motto is None and plain.startswith(bare("độc lập")) and bare("hạnh phúc") in plain:
        head.motto = piece
    elif head.number is None and _NUMBER.match(text):
        head.number = piece
    elif head.date is None and _DATE.match(text) and len(text) <= _LINE:
        head.date = piece
    elif head.number is not None and (_ABOUT.match(text) or _goes_on(piece, head)):
        head.about.append(piece)
    elif (named := _type_of(piece, head)) is not None:
        head.type, head.type_code = piece, named or None
    elif head.number is None and piece.paragraph.box is None and _may_be_name(piece, text):
        names.append(piece)


def _is_nation(plain: str) -> bool:
    return plain.startswith(bare("cộng hòa")) and plain.endswith(bare("việt nam"))


def _goes_on(piece: Piece, head: Letterhead) -> bool:
    """Tell whether a piece goes on with the subject of an official letter: the next line of its column."""
    if not head.about or piece.story != head.about[-1].story:
        return False
    return piece.paragraph.cell is not None or head.about[-1].paragraph is piece.paragraph


def _is_stamp(piece: Piece, plain: str, head: Letterhead) -> bool:
    words = load_words()
    stamp = plain.strip(STAMP_EDGES)
    for level in words["secrecy"]:
        if stamp == bare(level) and piece.words.strip()[:1].isupper():
            raise Unreadable("secret", piece.text.capitalize())
    for name, found in (("urgency", head.urgency), ("circulation", head.circulation)):
        if stamp in [bare(word) for word in words[name]]:
            found.append(piece)
            return True
    return False


def _may_be_name(piece: Piece, text: str) -> bool:
    """Tell whether a line may be (part of) the name of a body."""
    is_known = text.lower().startswith(load_words()["bodies"])
    return len(text) <= _LINE and not re.search(r"\d", text) and (piece.is_upper or is_known or piece.is_bold)


def _type_of(piece: Piece, head: Letterhead) -> str | None:
    """Return the code of the type a line names, "" for a heading that names none, None when it is no such line."""
    if head.number is None and head.date is None and head.nation is None:
        return None
    if piece.paragraph.cell is not None or piece.paragraph.box is not None or len(piece.text) > _LINE // 2:
        return None
    plain = bare(piece.text).strip(" .:")
    for code, name in load_types().items():
        if plain == bare(name):
            return code
    may_be = is_upper(piece.words) and piece.is_centred and piece.is_bold and head.number is not None
    return "" if may_be and not _HEADING.match(piece.text) and not head.about else None


def _read_subject(paragraphs: list[Paragraph], start: int, head: Letterhead) -> int:
    """Gather the subject below the type; return where it ends."""
    for place in range(start, len(paragraphs)):
        paragraph = paragraphs[place]
        text = folded(paragraph.text)
        if not text or paragraph.box is not None:
            continue
        piece = whole(paragraph)
        if piece.is_drawn:
            continue
        if not _is_subject(piece, text, head):
            return place
        head.subject.append(piece)
    return len(paragraphs)


def _is_subject(piece: Piece, text: str, head: Letterhead) -> bool:
    """Tell whether a paragraph below the type is (more of) the subject."""
    if piece.paragraph.cell is not None or ADDRESSED.match(text) or _HEADING.match(text):
        return False
    if text.lower().startswith(load_words()["bases"]) or len(text) > _SUBJECT:
        return False
    signs = piece.is_bold + piece.is_centred
    if head.subject:
        # A line in capitals below it is whose act it is ("GIÁM ĐỐC SỞ …").
        return signs == 2 and not piece.is_upper and piece.paragraph.number == head.subject[-1].paragraph.number + 1
    if piece.is_upper and text.lower().startswith((*load_words()["titles"], *load_words()["bodies"])):
        return False
    return signs > 0


def _finished(head: Letterhead, names: list[Piece]) -> Letterhead:
    """Part the names of bodies: the last is the one that issues, what stands above is the body over it."""
    groups: list[list[Piece]] = []
    for piece in names:
        opens = piece.text.lower().startswith(load_words()["bodies"])
        if (
            not groups
            or (opens and not _dangles(groups[-1][-1].text))
            or (piece.is_bold and not groups[-1][-1].is_bold and len(groups) == 1 and not _is_part(piece.text))
        ):
            groups.append([piece])
        else:
            groups[-1].append(piece)
    if groups:
        head.issuers = groups[-1]
        head.parents = [piece for group in groups[:-1] for piece in group]
    return head


def _dangles(text: str) -> bool:
    """Tell whether a name cannot end here."""
    return text.lower().endswith((" và", ",", "-", " của")) or text.lower() in load_words()["bodies"]


def _is_part(text: str) -> bool:
    """Tell whether a line goes on with the name above it ("TỈNH LÂM HÀ")."""
    return text.lower().startswith(("tỉnh ", "thành phố ", "tp", "xã ", "phường ", "huyện ", "quận ", "và ", "thuộc "))
