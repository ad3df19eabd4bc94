"""The page of a draft: what stands on it, whichever act led there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dondoc.documents import selectors as documents
from dondoc.documents.composing import (
    citations,
    composition,
    faults,
    forms,
    frozen,
    lifecycle,
    preview,
    selectors,
    setting,
)
from dondoc.documents.composing.choices import MINUTES, OVER, Kind, Side
from dondoc.documents.composing.models import Draft, DraftVersion
from dondoc.documents.models import Document
from dondoc.documents.searching import selectors as searching
from dondoc.kernel import clock
from dondoc.kernel.errors import DomainError
from dondoc.organization.accounts.forms import ActForm
from dondoc.organization.requests import Request
from dondoc.web.fields import id_of
from dondoc.web.shortcuts import answer
from dondoc.writing.kinds import kind_of
from dondoc.writing.numbering import annex_labels

# Documents offered for a citation at once.
OFFERED = 10
PARTS = ("letterhead", "bases", "to", "recipients", "signer", "meeting")


# Kinds that do not stand everywhere: an annex begins a part, and statements are made in minutes only.
APART = (Kind.ANNEX, Kind.STATEMENT)


@dataclass(frozen=True, slots=True)
class Part:
    """The body, or an annex with the block that begins it.

    Attributes:
        end: the block after which something is added at its end; empty in the body.
    """

    blocks: list[composition.JSON]
    label: str = ""
    annex: composition.JSON | None = None
    end: str = ""
    is_last: bool = True


@dataclass(frozen=True, slots=True)
class Panel:
    """The form that is open in the editor.

    Attributes:
        place: where it stands: a part, the id of a block, or `new`.
        kind: of a block.
        after: the block that a new one follows.
    """

    place: str
    form: ActForm
    action: str
    kind: str = ""
    after: str = ""

    @property
    def is_previewed(self) -> bool:
        """Say whether the paper shows what is typed before it is saved."""
        return bool(self.kind) or self.place in preview.WRITTEN

    @property
    def query(self) -> str:
        """Return the query by which an address asks for it."""
        return urlencode({"them": self.kind, "sau": self.after} if self.place == "new" else {"sua": self.place})


def done(request: Request, draft: Draft, sentence: str = "", *, place: str = "", then: str = "") -> HttpResponse:
    """Say what happened and go back to the draft, to the place that was worked on.

    Args:
        then: what the writer goes on with there: `vien-dan` cites a document, `sau` adds a paragraph after it.
    """
    if sentence:
        messages.success(request, sentence)
    query = f"?tai={place}#{place}" if place else ""
    if then == "vien-dan":
        query = f"?sua={place}&vien-dan=#vien-dan"
    elif then == "sau":
        query = f"?them=paragraph&sau={place}#soan"
    return redirect(f"{reverse('drafts:draft', args=[draft.pk])}{query}")


def panel_of(draft: Draft, query: Any, data: Any = None, *, today: dt.date) -> Panel | None:
    """Return the form that an address asks for: `sua` a part or a block, `them` a kind of block after `sau`.

    Args:
        data: what was typed into it so far.
    """
    wanted, kind = query.get("sua", ""), query.get("them", "")
    if kind in forms.BLOCKS:
        return block_panel(draft, None, kind, data, today=today, after=query.get("sau", ""))
    if wanted in PARTS:
        return part_panel(draft, wanted, data, today=today)
    if any(block["id"] == wanted for block in draft.content["blocks"]):
        block = composition.block_of(draft.content, wanted)
        return block_panel(draft, wanted, block["kind"], data, today=today)
    return None


def part_panel(draft: Draft, part: str, data: Any, *, today: dt.date) -> Panel:
    """Return the form of a part of the letterhead or of the addresses, filled with what stands there."""
    content, seen = draft.content, {"version": draft.version}
    form: ActForm
    if part == "letterhead":
        head = {key: content[key] for key in composition.LETTERHEAD}
        issuer = {"issuer": content["issuer"]["name"], "parent": content["issuer"]["parent"]}
        issuer |= {f"contact_{key}": content["contact"][key] for key in composition.CONTACT}
        chosen = {key: content[key] for key in ("urgency", "circulation", "copies")}
        form = forms.LetterheadForm(data, initial=seen | head | issuer | chosen)
    elif part == "bases":
        form = forms.BasesForm(data, initial=seen | {"text": "\n".join(content["bases"])})
    elif part == "meeting":
        meeting = content["meeting"]
        present = "\n".join(meeting.get("present", []))
        form = forms.MeetingForm(data, initial=seen | meeting | {"present": present})
    elif part == "signer":
        named = f"{draft.signer_post_id}:{draft.signer_prefix}" if draft.signer_post_id else ""
        form = forms.SignerForm(
            data, initial=seen | {"signer": named}, signers=selectors.signers_for(draft, today=today),
            posts=selectors.posts_of_issuer(draft, today=today),
        )  # fmt: skip
    else:
        form = forms.PartyForm(data, initial=seen)
    return Panel(part, form, reverse("drafts:write", args=[draft.pk, part]))


def block_panel(draft: Draft, block_id: str | None, kind: str, data: Any, *, today: dt.date, after: str = "") -> Panel:
    """Return the form of a block that stands there, or of a new one."""
    seen = {"version": draft.version}
    if block_id is None:
        action = reverse("drafts:add-block", args=[draft.pk, kind])
        form = forms.BLOCKS[kind](data, initial=seen, today=today)
        return Panel("new", form, f"{action}?sau={after}" if after else action, kind, after)
    block = composition.block_of(draft.content, block_id)
    form = forms.BLOCKS[kind](data, initial=seen | forms.initial_of(block), today=today)
    return Panel(block_id, form, reverse("drafts:edit-block", args=[draft.pk, block_id]), kind)


def page(
    request: Request, draft: Draft, *, now: dt.datetime, panel: Panel | None = None, step: ActForm | None = None
) -> HttpResponse:
    """Show the draft with the form that is open, or that was refused; what was typed stays in it.

    Args:
        step: the form of a step along the line that was refused.
    """
    today = clock.day_of(now)
    lacking, layout = faults.of(draft, today=today), selectors.layout_for(draft, request.user, today=today)
    facts = selectors.facts(draft, actor=request.user, today=today, faults=lacking, layout=layout)
    may_edit = not lifecycle.blockers("edit", facts)
    signature = setting.signature_of(draft.signer_post, draft.signer_prefix, issuer=draft.issuing_unit, day=today)
    content = setting.content_of(draft.content, signature=signature)
    annexes = annexes_of(draft.content)
    given = [panel.form if panel is not None else None, step]
    refused = next((form for form in given if form is not None and form.is_bound), None)
    context: dict[str, Any] = {
        "draft": draft,
        "content": draft.content,
        "kind": kind_of(draft.type_code),
        "is_minutes": draft.type_code == MINUTES,
        "signature": signature,
        "preview": preview.of(content, year=today.year),
        "faults": lacking if draft.state not in OVER else [],
        "layout": layout,
        "differing": frozen.differences(draft),
        "may_edit": may_edit,
        "panel": panel if may_edit else None,
        "step": step,
        "steps": steps(facts),
        "words": forms.WordsForm(initial={"version": draft.version}, auto_id="step_%s"),
        "reason": forms.ReasonForm(initial={"version": draft.version}, auto_id="reason_%s"),
        "say": forms.CommentForm(auto_id="say_%s"),
        "is_open": not lifecycle.blockers("comment", facts),
        "comments": list(selectors.comments_of(draft)),
        "passings": list(selectors.passings_of(draft)),
        "latest": selectors.latest(draft),
        "used": citations.used(draft.content),
        "at": request.GET.get("tai", ""),
        "missed": missed(draft, refused),
        "body": Part(composition.body_of(draft.content), is_last=not annexes),
        "annexes": annexes,
        "body_kinds": [
            kind for kind in Kind if kind not in APART or (kind == Kind.STATEMENT and draft.type_code == MINUTES)
        ],
        "annex_kinds": [kind for kind in Kind if kind not in APART],
        "sides": [(side, draft.content[side]) for side in Side],
    }
    if panel is not None and may_edit:
        context |= offered(request, draft, panel, today=today)
    status = 422 if refused is not None else 200
    return answer(request, "documents/composing/draft.html", "documents/composing/_editor.html", context, status=status)


def annexes_of(content: composition.JSON) -> list[Part]:
    """Return the annexes with their printed labels."""
    found = composition.annexes_of(content)
    return [
        Part(blocks, label, first, end=part[-1]["id"], is_last=part is found[-1])
        for label, part in zip(annex_labels(len(found)), found, strict=True)
        for first, *blocks in [part]
    ]


def steps(facts: lifecycle.Facts) -> dict[str, list[DomainError]]:
    """Return the steps that the state knows, each with what blocks it, by the name of its address."""
    submit = "submit_own" if facts.head_made_it else "submit"
    moves = {"submit": submit, "take-back": "take_back", "withdraw": "withdraw"}
    moves |= {"approve": lifecycle.APPROVALS.get(facts.state, ""), "return": lifecycle.RETURNS.get(facts.state, "")}
    return {
        name: lifecycle.blockers(move, facts)
        for name, move in moves.items()
        if move and facts.state in lifecycle.MOVES[move].sources
    }


def missed(draft: Draft, refused: ActForm | None) -> list[DraftVersion]:
    """Return what others changed since the writer of a refused form looked; the form then carries the new version."""
    seen = id_of(str(refused.data.get("version", ""))) if refused is not None else None
    return selectors.changes_since(draft, seen) if seen is not None and seen != draft.version else []


def offered(request: Request, draft: Draft, panel: Panel, *, today: dt.date) -> dict[str, Any]:
    """Return what the open form offers: names, and documents to cite."""
    context: dict[str, Any] = {}
    if panel.kind == Kind.DUTY:
        context["units"] = selectors.names_offered(day=today)
    if panel.place in (Side.TO, Side.RECIPIENTS):
        context["addressees"] = selectors.names_offered(with_groups=True, day=today)
    words = request.GET.get("vien-dan")
    if words is not None and panel.place != "new":
        found = searching.find(request.user, text=words, today=today, most=OFFERED)
        offers = searching.in_order(found.ids, Document.objects.defer(*documents.HEAVY))
        context |= {"cite_words": words, "found": offers, "cite_place": panel.place}
    return context
