"""What a draft lacks before it can be passed on, one clear sentence each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dondoc.documents.outgoing.composed import DutyLost, reading_of
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.models import Unit
from dondoc.organization.people import selectors as people
from dondoc.writing import Content, InvalidContent, from_json
from dondoc.writing import Fault as WritingFault
from dondoc.writing.kinds import kind_of
from dondoc.writing.pdf.document import set_pdf

from . import citations, setting, tables
from .choices import MINUTES, DeadlineKind, Kind
from .composition import JSON, annexes_of, body_of, excerpt, texts_of
from .models import Draft

# Trường Subject (Phụ lục VI Nghị định 30/2020/NĐ-CP): a longer one is issued for nothing, it cannot be exchanged.
MOST_SUBJECT = 500
# Letters of a text that say which one is meant.
ABOUT = 60
# A step of the writer's path: `body[2].children[0].action`.
STEP = re.compile(r"(\w+)|\[(\d+)\]")
# The part of the page that a field of the writer stands in; the others are the letterhead.
PLACES = {
    "to": "to", "bases": "bases", "body": "blocks", "recipients": "recipients", "signature": "signer",
    "secretary": "meeting", "annexes": "annexes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend; `place` is the id of the block or the name of the part, for a link to it."""

    place: str
    sentence: str


def of(draft: Draft, *, today: dt.date) -> list[Fault]:
    """Return every fault of a draft, in the order of the document; those of the schema once ours are mended."""
    content = draft.content
    found = [
        *_letterhead(content),
        *_addressees(content),
        *_meeting(content),
        *_body(content, today=today),
        *_citations(content),
        *_tables(content),
        *_signer(draft, today=today),
    ]
    return found or _of_schema(draft, today=today)


def of_file(draft: Draft, *, today: dt.date) -> list[Fault]:
    """Return what keeps a draft from being set as a PDF, or its duties from being found again in what is printed.

    It takes as long as setting the file does, so it is asked where the draft is passed on, not on every look at it.
    """
    if found := _of_schema(draft, today=today):
        return found
    content = from_json(_content_of(draft, today=today) | {"year": today.year})
    try:
        set_pdf(content)
        reading_of(content, name=f"{draft.pk}.docx")
    except InvalidContent as invalid:
        return [_unprinted(draft.content, content, fault) for fault in invalid.faults]
    except DutyLost as lost:
        return [_lost(setting.duties_of(draft.content)[lost.position], lost.letters)]
    return []


def _unprinted(written: JSON, content: Content, fault: WritingFault) -> Fault:
    """Return a fault of the writer with the words in which it lies, at the block that has them."""
    words: Any = content.as_json()
    if not fault.path:
        return Fault("blocks", fault.sentence)
    steps = STEP.findall(fault.path)
    for name, number in steps:
        words = words[int(number)] if number else words[name]
    part = PLACES.get(steps[0][0], "letterhead")
    blocks = citations.resolved(written)["blocks"]
    place = next((block["id"] for block in blocks if words in texts_of(block)), part)
    return Fault(place, f"“{words[:ABOUT]}”: {fault.sentence}")


def _lost(duty: JSON, letters: str) -> Fault:
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in letters)
    about = excerpt(duty)[:ABOUT]
    if not codes:
        sentence = _("“%(about)s”: its words are not found again in the printed text. Write them in another way.")
        return Fault(duty["id"], sentence % {"about": about})
    sentence = _("“%(about)s”: a character in it does not come out in print (%(codes)s). Delete it and type it anew.")
    return Fault(duty["id"], sentence % {"about": about, "codes": codes})


def _letterhead(content: JSON) -> Iterator[Fault]:
    if not content["subject"]:
        yield Fault("letterhead", _("The subject (trích yếu) is missing."))
    if len(content["subject"]) > MOST_SUBJECT:
        words = {"n": len(content["subject"]), "most": MOST_SUBJECT}
        yield Fault("letterhead", _("The subject has %(n)s characters; %(most)s are the most. Shorten it.") % words)
    if not content["symbol"]:
        yield Fault("letterhead", _("The symbol is missing."))
    if not content["place"]:
        yield Fault("letterhead", _("The place of issue is missing."))
    kind = kind_of(content["type"])
    if kind is not None and content["bases"] and not kind.has_bases:
        yield Fault("bases", _("A document of this type has no legal bases. Write them into the text."))
    # Mẫu 1.1 và 1.2, Phụ lục III Nghị định 30/2020/NĐ-CP.
    if kind is not None and kind.enacting and not content["decided_by"]:
        yield Fault("letterhead", _("It does not say who decides, as “GIÁM ĐỐC SỞ …” above the legal bases."))
    if kind is not None and kind.enacting and not content["bases"]:
        yield Fault("bases", _("The legal bases are missing."))


def _addressees(content: JSON) -> Iterator[Fault]:
    kind = kind_of(content["type"])
    if kind is not None and kind.addressed and not content["to"]:
        yield Fault("to", _("A document of this type names whom it is addressed to (Kính gửi)."))
    if kind is not None and not kind.addressed and content["to"]:
        yield Fault("to", _("A document of this type has no “Kính gửi”. Move the addressees to the recipients."))
    if not content["recipients"]:
        yield Fault("recipients", _("No recipient is named (Nơi nhận)."))
    if not content["archive"]:
        yield Fault("letterhead", _("It is not said where a copy is kept (Lưu: VT, …)."))


def _meeting(content: JSON) -> Iterator[Fault]:
    if content["type"] != MINUTES:
        return
    words = {
        "time": _("The minutes do not say when the meeting was."),
        "place": _("The minutes do not say where the meeting was."),
        "chair": _("The minutes do not say who chaired the meeting."),
        "secretary": _("The minutes do not say who wrote them."),
        "present": _("The minutes do not say who was present."),
    }
    for key, sentence in words.items():
        if not content["meeting"].get(key):
            yield Fault("meeting", sentence)


def _body(content: JSON, *, today: dt.date) -> Iterator[Fault]:
    if not body_of(content):
        yield Fault("blocks", _("The document says nothing yet."))
    for first, *blocks in annexes_of(content):
        if not blocks:
            about = {"title": first["title"][:ABOUT]}
            yield Fault(first["id"], _("The annex “%(title)s” says nothing yet. Write it or remove it.") % about)
    duties = [block for block in content["blocks"] if block["kind"] == Kind.DUTY]
    named = {party["unit"] for duty in duties for party in [*duty["lead"], *duty["cooperate"]] if party["unit"]}
    living = set(Unit.objects.living().filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    for duty in duties:
        for party in [*duty["lead"], *duty["cooperate"]]:
            if party["unit"] and party["unit"] not in living:
                yield Fault(duty["id"], _("“%(name)s” is no more. Choose the unit that stands for it now.") % party)
        yield from _deadline(duty, today=today)


def _deadline(duty: JSON, *, today: dt.date) -> Iterator[Fault]:
    deadline, about = duty["deadline"], excerpt(duty)[:ABOUT]
    if not deadline["kind"]:
        sentence = _("“%(about)s”: choose a deadline, or say that none is stated.") % {"about": about}
        yield Fault(duty["id"], sentence)
    if deadline["kind"] == DeadlineKind.DATE:
        day = dt.date.fromisoformat(deadline["date"])
        if day < today:
            words = {"about": about, "day": format_date(day)}
            yield Fault(duty["id"], _("“%(about)s”: the deadline %(day)s has passed already.") % words)


def _citations(content: JSON) -> Iterator[Fault]:
    for token in citations.unknown(content):
        yield Fault("blocks", _("“[[%(token)s]]” stands for no document. Pick it from the register.") % {
            "token": token
        })  # fmt: skip
    for token, cited in citations.used(content):
        if not cited.number or not cited.date:
            sentence = _("The cited document “%(token)s” bears no number or no date in the register.")
            yield Fault("blocks", sentence % {"token": token})


def _tables(content: JSON) -> Iterator[Fault]:
    """Yield the tables of the body in which words would be parted between two letters.

    An annex has no wider page to go to: there a long word is parted rather than the draft held up.
    """
    for block in body_of(citations.resolved(content)):
        if block["kind"] == Kind.TABLE and tables.is_wide(block["header"], block["rows"]):
            sentence = _(
                "The table “%(about)s” is wider than the page: words would be parted. Move it into an annex, whose "
                "page then lies on its side, or leave columns out."
            )
            yield Fault(block["id"], sentence % {"about": excerpt(block)[:ABOUT]})


def _signer(draft: Draft, *, today: dt.date) -> Iterator[Fault]:
    post = draft.signer_post
    if post is None:
        yield Fault("signer", _("No signer is named."))
        return
    refused = people.may_sign(post, draft.signer_prefix, draft.type_code, today, issuer=draft.issuing_unit)
    if refused is not None:
        yield Fault("signer", refused.sentence)


def _of_schema(draft: Draft, *, today: dt.date) -> list[Fault]:
    """Return what `dondoc.writing` could not set."""
    try:
        from_json(_content_of(draft, today=today))
    except InvalidContent as invalid:
        return [Fault("blocks", fault.sentence) for fault in invalid.faults]
    return []


def _content_of(draft: Draft, *, today: dt.date) -> JSON:
    signature = setting.signature_of(draft.signer_post, draft.signer_prefix, issuer=draft.issuing_unit, day=today)
    return setting.content_of(draft.content, signature=signature)
