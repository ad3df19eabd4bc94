"""Saying something about a draft."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from dondoc.audit import services as audit
from dondoc.documents.composing import composition, lifecycle, selectors
from dondoc.documents.composing.errors import WordsMissing
from dondoc.documents.composing.models import DraftComment
from dondoc.kernel import clock
from dondoc.organization.models import Person

from .common import DETAIL, seen_by


@transaction.atomic
def comment(*, draft_id: int, words: str, place: str = "", actor: Person, now: dt.datetime) -> DraftComment:
    """Say something about the newest version, or about a block of it; whoever sees a draft may.

    Raises:
        DraftMissing: no such draft, or not one the actor may know of.
        WrongState: it is signed or withdrawn.
        WordsMissing: nothing is said.
        BlockMissing: the block is gone.
    """
    draft = seen_by(actor, draft_id, now=now)
    lifecycle.require("comment", selectors.facts(draft, actor=actor, today=clock.day_of(now)))
    if not words.strip():
        raise WordsMissing
    quote = composition.excerpt(composition.block_of(draft.content, place)) if place else ""
    made = DraftComment.objects.create(
        draft=draft, version=selectors.latest(draft), place=place, quote=quote[:DETAIL], words=words.strip(), by=actor,
        at=now,
    )  # fmt: skip
    audit.record(act="drafts.comment", subject=f"draft:{draft.pk}", actor=actor, now=now, after={"text": made.words})
    return made
