"""Reads of drafts; who may see one is asked for here, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from dondoc.kernel.vietnamese import fold
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.choices import ISSUING, DocumentType
from dondoc.organization.models import Person, Post, Unit
from dondoc.organization.people import selectors as people
from dondoc.organization.units import selectors as units
from dondoc.writing.checking import Finding

from . import checking, composition, lifecycle
from .choices import OFFICIAL_LETTER, OVER, State
from .errors import DraftMissing, VersionMissing
from .faults import Fault
from .models import Draft, DraftComment, DraftVersion, Passing

# A search is a handful of words.
MOST_WORDS = 12
# The abilities of the office, which checks the form (văn thư, phòng Hành chính - Tổng hợp).
OFFICE = (Ability.REGISTER, Ability.CONFIRM)
# Columns that lists of drafts do not show.
HEAVY = ("content", "search_text")


def visible_to(person: Person, *, today: dt.date) -> QuerySet[Draft]:
    """Return the drafts a person may know of.

    Those of the units they look after, those whose form their office checks, those they sign, and their own.
    """
    drafted = organization.under(organization.scope_paths(person, today=today), "drafting_unit")
    return Draft.objects.filter(
        drafted
        | organization.under(office_paths(person, today=today), "issuing_unit")
        | Q(drafting_unit__in=organization.answered_units(person, today=today))
        | Q(signer_post__in=_post_ids(person, today=today))
        | Q(drafter=person)
    )


def office_paths(person: Person, *, today: dt.date) -> list[str]:
    """Return the tree prefixes of the bodies whose outgoing documents a person checks for form."""
    return organization.paths_with(person, *OFFICE, today=today)


def get(draft_id: int, *, person: Person, today: dt.date) -> Draft:
    """Return one visible draft with whom it names.

    Raises:
        DraftMissing: no such draft, or not one the person may know of.
    """
    related = ("drafting_unit", "issuing_unit", "drafter", "signer_post__person", "signer_post__unit", "answers")
    draft = visible_to(person, today=today).select_related(*related, "minutes").filter(pk=draft_id).first()
    if draft is None:
        raise DraftMissing
    return draft


def get_version(draft: Draft, number: int) -> DraftVersion:
    """Return one version of a draft.

    Raises:
        VersionMissing: there is none of this number.
    """
    version = draft.versions.select_related("by").filter(number=number).first()
    if version is None:
        raise VersionMissing
    return version


def latest(draft: Draft) -> DraftVersion:
    """Return the newest version of a draft."""
    return draft.versions.select_related("by").get(number=draft.version)


def kind_of_block(draft: Draft, block_id: str) -> str:
    """Return the kind of a block.

    Raises:
        BlockMissing: it is gone.
    """
    return str(composition.block_of(draft.content, block_id)["kind"])


def versions_of(draft: Draft) -> QuerySet[DraftVersion]:
    """Return the versions, newest first, without their content."""
    return draft.versions.select_related("by").defer("content", "signature").order_by("-number")


def comments_of(draft: Draft) -> QuerySet[DraftComment]:
    """Return the comments, newest first, each with the version it is about."""
    return draft.comments.select_related("by", "version").defer("version__content", "version__signature")


def passings_of(draft: Draft) -> QuerySet[Passing]:
    """Return how the draft passed along the line, the latest first."""
    return draft.passings.select_related("by")


# ---- lists


def mine(person: Person, *, today: dt.date) -> QuerySet[Draft]:
    """Return the open drafts that the person began or wrote in."""
    wrote = DraftVersion.objects.filter(draft=OuterRef("pk"), by=person)
    return visible_to(person, today=today).exclude(state__in=OVER).filter(Q(drafter=person) | Exists(wrote))


def waiting_for(person: Person, *, today: dt.date) -> QuerySet[Draft]:
    """Return the drafts that wait for the person: to check, to sign, or returned to them; never to check their own.

    One whose signer has left waits for the office, which returns it.
    """
    wrote = Exists(DraftVersion.objects.filter(draft=OuterRef("pk"), by=person))
    last_move = Passing.objects.filter(draft=OuterRef("pk")).order_by("-pk").values("move")[:1]
    heads = Q(drafting_unit__in=organization.answered_units(person, today=today)) & ~Q(drafter=person)
    office = organization.under(office_paths(person, today=today), "issuing_unit")
    returned = Q(last_move__in=lifecycle.BACK)
    return Draft.objects.alias(last_move=Subquery(last_move)).filter(
        (Q(state=State.CONTENT_CHECK) & heads)
        | (Q(state=State.FORM_CHECK) & office & ~wrote)
        | Q(state=State.TO_SIGN, signer_post__in=_post_ids(person, today=today))
        | (Q(state=State.TO_SIGN, signer_post__valid_to__lte=today) & office)
        | (Q(state=State.DRAFTING, drafter=person) & returned)
    )


LISTS = {"cho-toi": waiting_for, "cua-toi": mine, "tat-ca": visible_to}


def listed(person: Person, name: str, *, words: str, today: dt.date) -> QuerySet[Draft]:
    """Return one of the lists, what happened last first, with the words searched for in it.

    Args:
        name: one of `LISTS`; another name is that of all.
    """
    found = LISTS.get(name, visible_to)(person, today=today)
    for word in fold(words).split()[:MOST_WORDS]:
        found = found.filter(search_text__contains=word)
    related = found.select_related("drafting_unit", "drafter", "signer_post__person").defer(*HEAVY)
    return related.order_by("-changed_at", "-pk")


# ---- the line


def facts(
    draft: Draft, *, actor: Person, today: dt.date, faults: Sequence[Fault] = (), layout: Sequence[Finding] = ()
) -> lifecycle.Facts:
    """Return what the rules look at, for one draft and one person.

    Args:
        faults: what `faults.of` found; acts that do not pass the draft on leave it out.
        layout: what `checking.layout_findings` found, asked for where the office checks the form.
    """
    last = draft.passings.order_by("-pk").first()
    led = organization.answered_units(actor, today=today)
    unit = draft.drafting_unit_id
    return lifecycle.Facts(
        state=State(draft.state),
        actor_drafts=draft.drafter_id == actor.pk or unit in [post.unit_id for post in actor.exercised_posts(today)],
        actor_is_drafter=draft.drafter_id == actor.pk,
        actor_heads_unit=unit in led,
        actor_checks_form=checks_form_of(draft, actor, today=today),
        actor_signs=draft.signer_post_id in _post_ids(actor, today=today),
        actor_wrote=draft.versions.filter(by=actor).exists(),
        actor_submitted=last is not None and last.move in ("submit", "submit_own") and last.by_id == actor.pk,
        head_made_it=unit in led or unit in organization.answered_units(draft.drafter, today=today),
        next_has_acted=last is None or last.move not in ("submit", "submit_own"),
        faults=tuple(fault.sentence for fault in faults),
        layout=checking.blocking(layout),
    )


def layout_for(draft: Draft, person: Person, *, today: dt.date) -> list[Finding]:
    """Return what the layout checker finds, for the office while it checks the form; nothing for others."""
    if draft.state != State.FORM_CHECK or not checks_form_of(draft, person, today=today):
        return []
    return checking.layout_findings(draft)


def checks_form_of(draft: Draft, person: Person, *, today: dt.date) -> bool:
    """Say whether a person is of the office that checks the form of a draft."""
    return organization.reaches(person, draft.issuing_unit, *OFFICE, today=today)


# ---- what is offered


def own_units(person: Person, *, today: dt.date) -> list[Unit]:
    """Return the units a person drafts for: those of the posts they hold."""
    return list({post.unit_id: post.unit for post in person.current_posts(today)}.values())


def issuers_for(unit: Unit) -> list[Unit]:
    """Return the bodies in whose name a unit drafts, nearest first: itself and those above it, where they issue."""
    above = Unit.objects.in_bulk([int(pk) for pk in unit.path.strip("/").split("/")])
    line = [above[pk] for pk in map(int, reversed(unit.path.strip("/").split("/"))) if pk in above]
    return [one for one in line if one.kind in ISSUING and one.valid_to is None]


@dataclass(frozen=True, slots=True)
class Signer:
    """A post with a prefix, or a chain of two, that its holder may sign with."""

    post: Post
    prefix: str

    @property
    def value(self) -> str:
        """Return both as a form sends them."""
        return f"{self.post.pk}:{self.prefix}"

    @property
    def label(self) -> str:
        """Return both as people read them."""
        return f"{self.prefix} {self.post.person.full_name}, {self.post.title}".strip()


def signers_for(draft: Draft, *, today: dt.date) -> list[Signer]:
    """Return who may sign a draft today and how: the head of the issuing body, then who has a mandate for it."""
    return [Signer(*found) for found in people.signers(draft.issuing_unit, draft.type_code, today)]


def posts_of_issuer(draft: Draft, *, today: dt.date) -> list[Post]:
    """Return the posts held in the issuing body, in Vietnamese order of given names."""
    held = people.posts_of_body(draft.issuing_unit, today).filter(person__is_active=True)
    return list(held.select_related("person", "unit").order_by("person__sort_key", "pk")[: people.OFFERED])


def place_of(unit: Unit) -> str:
    """Return the place that the address of a unit ends with ("…, tỉnh Quảng Ngãi"), nothing without an address."""
    last = unit.address.rsplit(",", 1)[-1].strip()
    for word in ("tỉnh ", "thành phố ", "TP. ", "TP."):
        if last.lower().startswith(word.lower()):
            return last[len(word) :].strip()
    return last


def symbol_for(type_code: str, *, issuer: Unit, drafting: Unit) -> str:
    """Return the symbol by Phụ lục III Nghị định 30/2020/NĐ-CP; nothing where an abbreviation is not recorded.

    `<type>-<issuer>`; of an official letter (công văn) `<issuer>-<drafting unit>`. An open letter (thư công) has no
    abbreviation there.
    """
    if type_code == DocumentType.THU_CONG:
        return ""
    parts = (issuer.symbol, drafting.symbol) if type_code == OFFICIAL_LETTER else (type_code, issuer.symbol)
    return "-".join(parts) if all(parts) else ""


def names_offered(*, with_groups: bool = False, day: dt.date) -> list[str]:
    """Return the names that can be typed for a party: the units of today, and the groups of units."""
    groups = [group.name for group in units.groups(day)] if with_groups else []
    return [*groups, *units.labels()]


def changes_since(draft: Draft, number: int) -> list[DraftVersion]:
    """Return the versions after one, oldest first: what somebody missed who looked at that one."""
    return list(versions_of(draft).filter(number__gt=number).order_by("number"))


def _post_ids(person: Person, *, today: dt.date) -> list[int]:
    return [post.pk for post in person.exercised_posts(today)]
