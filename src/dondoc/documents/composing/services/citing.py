"""Citing a document of the register."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.documents import selectors as documents
from dondoc.documents.composing import citations, composition, issuers
from dondoc.documents.composing.choices import Change, Kind
from dondoc.documents.composing.composition import JSON
from dondoc.documents.composing.errors import NotCitable
from dondoc.documents.composing.models import Draft
from dondoc.documents.exchange import selectors as exchange
from dondoc.documents.models import Document
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization.models import Person

from .common import open_to_edit, save

# Where in a block of these kinds a citation is added; of the others in its text.
FIELD = {Kind.DUTY: "action", Kind.TABLE: "", Kind.CHART: "", Kind.ANNEX: ""}


@transaction.atomic
def cite(*, draft_id: int, version: int, document_id: int, place: str, actor: Person, now: dt.datetime) -> Draft:
    """Cite a document of the register at the end of a block, or as a legal basis of its own.

    Args:
        place: the id of the block; empty: among the legal bases.

    Raises:
        DocumentMissing: no such document, or not one the actor may know of.
        NotCitable: it bears nothing to cite it by.
        BlockMissing: the block is gone.
        DraftMissing, WrongState, NotDrafter, DraftChanged: see `common.open_to_edit`.
    """
    draft = open_to_edit(draft_id, version=version, actor=actor, now=now)
    document = documents.get(document_id, person=actor, today=clock.day_of(now))
    cited = cited_as(document)
    content, token = citations.with_citation(draft.content, cited)
    content = _appended(content, token, place) if place else content | {"bases": [*content["bases"], f"Căn cứ {token}"]}
    return save(draft, content, change=Change.CITE, detail=cited.short, actor=actor, now=now)


def cited_as(document: Document) -> citations.Cited:
    """Return how a document of the register is cited.

    Raises:
        NotCitable: it bears neither type nor symbol and number.
    """
    if not document.type_name or not (document.symbol or document.number):
        raise NotCitable(name=document.title)
    return citations.Cited(
        document=document.pk, type=document.type_name, number=document.number, symbol=document.symbol,
        date=document.date.isoformat() if document.date else None, issuer=_issuer(document), subject=document.subject,
    )  # fmt: skip


def _issuer(document: Document) -> str:
    """Return who issued a document, as a sentence names it: by the name that unit or correspondent bore on its day.

    Where none or several went by the printed name, the printed one is written small as far as that is certain.
    """
    printed, day = document.issuer, document.date
    own = organization.matching(printed, organization.known_units(), day=day) if printed else []
    if len(own) == 1:
        return own[0].name_on(day or dt.date.max)
    known = exchange.correspondents_on(day) if printed and day else []
    names = {each.name for each in known if fold(each.name) == fold(printed)}
    return names.pop() if len(names) == 1 else issuers.in_words(printed)


def _appended(content: JSON, token: str, place: str) -> JSON:
    block = composition.block_of(content, place)
    field = FIELD.get(block["kind"], "text")
    if not field:
        raise NotCitable(name=composition.excerpt(block))
    words = str(block[field]).rstrip()
    ending = words[-1] if words.endswith((".", ";", ":")) else ""
    text = f"{words.removesuffix(ending)} {token}{ending}".strip()
    return composition.replaced(content, place, [{**block, field: text}])
