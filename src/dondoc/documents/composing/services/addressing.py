"""The letterhead, the legal bases, to whom it goes, and who signs."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.db import transaction

from dondoc.documents.composing import composition
from dondoc.documents.composing.choices import Change, Side
from dondoc.documents.composing.errors import BlockMissing, TextMissing
from dondoc.documents.composing.models import Draft
from dondoc.kernel import clock
from dondoc.organization.models import Person, Post
from dondoc.organization.people import selectors as people
from dondoc.organization.people.errors import PostMissing

from .common import open_to_edit, save
from .editing import parties


@transaction.atomic
def set_letterhead(
    *,
    draft_id: int,
    version: int,
    urgency: str = "",
    actor: Person,
    now: dt.datetime,
    **said: Any,
) -> Draft:
    """Write the letterhead: what stands above the text, and where a copy is kept.

    Args:
        said: what `composition.with_letterhead` takes; what is left out becomes empty.

    Raises:
        TextMissing: the issuer has no name.
        DraftMissing, WrongState, NotDrafter, DraftChanged: see `common.open_to_edit`.
    """
    draft = open_to_edit(draft_id, version=version, actor=actor, now=now)
    content = composition.with_letterhead(draft.content, urgency=urgency, **said)
    detail = content["subject"] or content["symbol"]
    return save(draft, content, change=Change.LETTERHEAD, detail=detail, actor=actor, now=now, urgency=urgency)


@transaction.atomic
def set_bases(*, draft_id: int, version: int, text: str, actor: Person, now: dt.datetime) -> Draft:
    """Write the legal bases, one a line; the mark at the end of each is set by the writer.

    Raises:
        DraftMissing, WrongState, NotDrafter, DraftChanged: see `common.open_to_edit`.
    """
    draft = open_to_edit(draft_id, version=version, actor=actor, now=now)
    content = composition.with_bases(draft.content, text=text)
    detail = content["bases"][0] if content["bases"] else ""
    return save(draft, content, change=Change.BASES, detail=detail, actor=actor, now=now)


@transaction.atomic
def add_party(
    *, draft_id: int, version: int, side: str, name: str = "", outside: str = "", actor: Person, now: dt.datetime
) -> Draft:
    """Address the document to a unit, a group of units, or a name from outside.

    Args:
        side: `to` (Kính gửi) or `recipients` (Nơi nhận).
        name: a unit or a group as of today.
        outside: a name that is neither.

    Raises:
        TextMissing: nobody is named.
        NameUnknown: the name is no unit and no group.
        DraftMissing, WrongState, NotDrafter, DraftChanged: see `common.open_to_edit`.
    """
    draft = open_to_edit(draft_id, version=version, actor=actor, now=now)
    key = Side(side).value
    found = parties(name, outside=outside, with_groups=True, day=clock.day_of(now))
    if not found:
        raise TextMissing
    named = [party for one in found if (party := asdict(one)) not in draft.content[key]]
    content = draft.content | {key: [*draft.content[key], *named]}
    detail = ", ".join(one.name for one in found)
    return save(draft, content, change=Change.ADDRESS, detail=detail, actor=actor, now=now)


@transaction.atomic
def remove_party(*, draft_id: int, version: int, side: str, position: int, actor: Person, now: dt.datetime) -> Draft:
    """Take an addressee out.

    Args:
        position: counted from 0.

    Raises:
        BlockMissing: there is none at that place.
        DraftMissing, WrongState, NotDrafter, DraftChanged: see `common.open_to_edit`.
    """
    draft = open_to_edit(draft_id, version=version, actor=actor, now=now)
    key = Side(side).value
    left = list(draft.content[key])
    if not 0 <= position < len(left):
        raise BlockMissing
    gone = left.pop(position)
    content = draft.content | {key: left}
    return save(draft, content, change=Change.UNADDRESS, detail=gone["name"], actor=actor, now=now)


@transaction.atomic
def name_signer(*, draft_id: int, version: int, post_id: int, prefix: str, actor: Person, now: dt.datetime) -> Draft:
    """Name who signs and with which prefix; one they may not use today is refused with the reason.

    Raises:
        PostMissing: nobody holds such a post today.
        SignerElsewhere, NotHead, NoMandate, MandateForOthers: see `people.selectors.may_sign`.
        DraftMissing, WrongState, NotDrafter, DraftChanged: see `common.open_to_edit`.
    """
    draft = open_to_edit(draft_id, version=version, actor=actor, now=now)
    today = clock.day_of(now)
    post = Post.objects.on(today).select_related("person").filter(pk=post_id).first()
    if post is None:
        raise PostMissing
    refused = people.may_sign(post, prefix, draft.type_code, today, issuer=draft.issuing_unit)
    if refused is not None:
        raise refused
    detail = f"{prefix} {post.person.full_name}, {post.title}".strip()
    return save(
        draft, draft.content, change=Change.SIGNER, detail=detail, actor=actor, now=now, signer_post=post,
        signer_prefix=prefix,
    )  # fmt: skip
