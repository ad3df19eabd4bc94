"""Writing the body, block by block; each act makes one version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from dondoc.documents.composing import composition
from dondoc.documents.composing.choices import Change
from dondoc.documents.composing.composition import Party
from dondoc.documents.composing.errors import NameUnknown
from dondoc.documents.composing.models import Draft
from dondoc.kernel.vietnamese import fold
from dondoc.organization.models import Person
from dondoc.organization.units import selectors as units

from .common import open_to_edit, save

Block = Mapping[str, Any]


def parties(names: str, *, outside: str = "", with_groups: bool = False, day: dt.date) -> list[Party]:
    """Return whom names mean, one a line: units as of today (or groups), then names from outside as they stand.

    Args:
        names: units, by the names they bear today.
        outside: names of bodies that are not of the organisation.
        with_groups: whether a group of units may be named too.

    Raises:
        NameUnknown: a name is no unit, and not given as one from outside.
    """
    by_label = {fold(label): unit for label, unit in units.labels().items()}
    by_group = {form: group for group in units.groups(day) for form in units.forms_of(group)} if with_groups else {}
    found = []
    for name in filter(None, map(composition.one_line, names.splitlines())):
        if (unit := by_label.get(fold(name))) is not None:
            found.append(Party(unit.name, unit=unit.pk))
        elif (group := by_group.get(fold(name))) is not None:
            found.append(Party(group.name, group=group.pk))
        else:
            raise NameUnknown(name=name)
    found += [Party(name) for name in filter(None, map(composition.one_line, outside.splitlines()))]
    return list(dict.fromkeys(found))


@transaction.atomic
def add_blocks(
    *, draft_id: int, version: int, blocks: Sequence[Block], after: str = "", actor: Person, now: dt.datetime
) -> Draft:
    """Add blocks after another one, at the end without one.

    Args:
        version: the draft's version that the actor saw.
        blocks: as `composition` makes them.

    Raises:
        BlockMissing: the block to stand after is gone.
        TooMuch: the document would be longer than it may.
        DraftMissing, WrongState, NotDrafter, DraftChanged: see `common.open_to_edit`.
    """
    draft = open_to_edit(draft_id, version=version, actor=actor, now=now)
    content = composition.added(draft.content, blocks, after=after)
    detail = composition.excerpt(dict(blocks[0]))
    return save(draft, content, change=Change.ADD, detail=detail, actor=actor, now=now)


@transaction.atomic
def edit_block(
    *, draft_id: int, version: int, block_id: str, blocks: Sequence[Block], actor: Person, now: dt.datetime
) -> Draft:
    """Say a block anew; further blocks follow it.

    Raises:
        BlockMissing: it is gone.
        TooMuch: the document would be longer than it may.
        DraftMissing, WrongState, NotDrafter, DraftChanged: see `common.open_to_edit`.
    """
    draft = open_to_edit(draft_id, version=version, actor=actor, now=now)
    content = composition.replaced(draft.content, block_id, blocks)
    detail = composition.excerpt(dict(blocks[0]))
    return save(draft, content, change=Change.EDIT, detail=detail, actor=actor, now=now)


@transaction.atomic
def move_block(*, draft_id: int, version: int, block_id: str, by: int, actor: Person, now: dt.datetime) -> Draft:
    """Move a block up (`by` below 0) or down.

    Raises:
        BlockMissing: it is gone.
        DraftMissing, WrongState, NotDrafter, DraftChanged: see `common.open_to_edit`.
    """
    draft = open_to_edit(draft_id, version=version, actor=actor, now=now)
    detail = composition.excerpt(composition.block_of(draft.content, block_id))
    content = composition.moved(draft.content, block_id, by=by)
    return save(draft, content, change=Change.MOVE, detail=detail, actor=actor, now=now)


@transaction.atomic
def remove_block(*, draft_id: int, version: int, block_id: str, actor: Person, now: dt.datetime) -> Draft:
    """Remove a block; the versions before keep it.

    Raises:
        BlockMissing: it is gone already.
        DraftMissing, WrongState, NotDrafter, DraftChanged: see `common.open_to_edit`.
    """
    draft = open_to_edit(draft_id, version=version, actor=actor, now=now)
    detail = composition.excerpt(composition.block_of(draft.content, block_id))
    content = composition.removed(draft.content, block_id)
    return save(draft, content, change=Change.REMOVE, detail=detail, actor=actor, now=now)


@transaction.atomic
def set_meeting(
    *,
    draft_id: int,
    version: int,
    time: str,
    place: str,
    chair: str,
    secretary: str,
    present: str,
    actor: Person,
    now: dt.datetime,
) -> Draft:
    """Write down the meeting of minutes: when, where, who chaired, who wrote, who was present (one a line).

    Raises:
        TextMissing: nothing was written at all.
        DraftMissing, WrongState, NotDrafter, DraftChanged: see `common.open_to_edit`.
    """
    draft = open_to_edit(draft_id, version=version, actor=actor, now=now)
    content = composition.with_meeting(
        draft.content, time=time, place=place, chair=chair, secretary=secretary, present=present
    )
    meeting = content["meeting"]
    detail = ", ".join(filter(None, [meeting["time"], meeting["place"]]))
    return save(draft, content, change=Change.MEETING, detail=detail, actor=actor, now=now)
