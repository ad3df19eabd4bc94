"""What every act on a draft begins and ends with: the draft as the actor saw it, and a version nobody overtook."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dondoc.audit import services as audit
from dondoc.documents.composing import lifecycle, selectors, setting
from dondoc.documents.composing.choices import Change
from dondoc.documents.composing.composition import JSON
from dondoc.documents.composing.errors import DraftChanged, DraftMissing
from dondoc.documents.composing.models import Draft, DraftVersion
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import fold
from dondoc.organization.models import Person

# Words of a version's detail and of a comment's quote.
DETAIL = 200


def seen_by(actor: Person, draft_id: int, *, now: dt.datetime) -> Draft:
    """Return a visible draft, locked where the database can lock.

    Raises:
        DraftMissing: no such draft, or not one the actor may know of.
    """
    visible = selectors.visible_to(actor, today=clock.day_of(now)).values("pk")
    related = ("drafting_unit", "issuing_unit", "drafter", "signer_post__person")
    found = Draft.objects.select_related(*related).select_for_update(of=("self",))
    draft = found.filter(pk=draft_id).filter(pk__in=visible).first()
    if draft is None:
        raise DraftMissing
    return draft


def open_to_edit(draft_id: int, *, version: int, actor: Person, now: dt.datetime) -> Draft:
    """Return a draft that the actor may write in, as they saw it.

    Raises:
        DraftMissing: no such draft, or not one the actor may know of.
        WrongState: it is not being drafted any more.
        NotDrafter: the actor is not of the drafting unit.
        DraftChanged: somebody wrote in it since.
    """
    draft = seen_by(actor, draft_id, now=now)
    facts = selectors.facts(draft, actor=actor, today=clock.day_of(now))
    lifecycle.require("edit", facts)
    require_version(draft, version)
    return draft


def require_version(draft: Draft, version: int) -> None:
    """Let the actor through who saw the draft as it is.

    Raises:
        DraftChanged: somebody wrote in it since.
    """
    if draft.version != version:
        raise overtaken(draft)


def overtaken(draft: Draft) -> DraftChanged:
    """Return the refusal that names who was faster."""
    draft.refresh_from_db(fields=["version"])
    return DraftChanged(name=selectors.latest(draft).by.full_name)


def save(
    draft: Draft, content: JSON, *, change: Change, detail: str = "", actor: Person, now: dt.datetime, **columns: Any
) -> Draft:
    """Write what an act made of a draft, with its version and its entry; nothing when nothing changed.

    Raises:
        DraftChanged: somebody overtook the act.
    """
    if content == draft.content and all(getattr(draft, name) == value for name, value in columns.items()):
        return draft
    columns |= {
        "content": content, "subject": content["subject"], "symbol": content["symbol"],
        "search_text": searched(draft.type_name, content), "changed_at": now,
    }  # fmt: skip
    as_seen = Draft.objects.filter(pk=draft.pk, version=draft.version, state=draft.state)
    written = as_seen.update(version=draft.version + 1, **columns)
    if not written:
        raise overtaken(draft)
    for name, value in columns.items():
        setattr(draft, name, value)
    draft.version += 1
    keep_version(draft, change=change, detail=detail, actor=actor, now=now)
    return draft


def keep_version(draft: Draft, *, change: Change, detail: str = "", actor: Person, now: dt.datetime) -> DraftVersion:
    """Keep a draft as it is now, and write the entry of the act that made it so."""
    day = clock.day_of(now)
    version = draft.versions.create(
        number=draft.version, content=draft.content, by=actor, at=now, change=change, detail=detail[:DETAIL],
        signature=setting.signature_of(draft.signer_post, draft.signer_prefix, issuer=draft.issuing_unit, day=day),
    )  # fmt: skip
    audit.record(
        act=f"drafts.{change}", subject=f"draft:{draft.pk}", actor=actor, now=now,
        after={"text": detail, "version": version.number},
    )  # fmt: skip
    return version


def searched(type_name: str, content: JSON) -> str:
    """Return what a search looks at: the letterhead of a draft, without marks."""
    return fold(f"{type_name} {content['symbol']} {content['subject']}")
