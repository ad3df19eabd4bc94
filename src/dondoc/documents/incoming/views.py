"""The page of an incoming document, the acts on it, and the book."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.documents.books import sheet
from dondoc.documents.books.choices import Book
from dondoc.documents.books.days import NO_TYPE
from dondoc.documents.case_files import selectors as case_files
from dondoc.documents.copies import selectors as copies
from dondoc.documents.models import Document
from dondoc.documents.official import type_line
from dondoc.documents.selectors import registering_unit, types
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization import selectors as organization
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Unit
from dondoc.organization.requests import Request
from dondoc.web.shortcuts import tell_unseen

from . import entering, letterhead, lifecycle, selectors, services
from .cells import CELLS
from .choices import STATES, Answered, Handling, Original
from .forms import AnswerForm, ArrivalForm, ByHandForm, FactsForm, ForwardForm, LetterheadForm, PresentForm, UnreadForm
from .listing import LATE, Wanted
from .models import Arrival

PAGE = 25
# Units offered by name.
MOST_UNITS = 300


@require_safe
def book(request: Request) -> HttpResponse:
    """Show the book of incoming documents, newest first, filtered as the address says."""
    now = clock.now()
    today = clock.day_of(now)
    wanted = Wanted.of(request.GET)
    found = selectors.book(request.user, wanted, today=today)
    asked = selectors.in_state(found, wanted.state, today=today)
    rows = selectors.rows_of(asked, person=request.user, today=today)
    page = Paginator(rows.order_by("-year", "-number", "-pk"), PAGE).get_page(request.GET.get("trang"))
    for arrival in page.object_list:
        arrival.due, arrival.is_late = selectors.due_of(arrival), selectors.is_late(arrival, today)
    counts = selectors.counts(found, today=today)
    context = {
        "page": page,
        "wanted": wanted,
        "chips": [
            (state, Handling(state).label, STATES[Handling(state)], counts[state])
            for state in Handling.values
            if counts[state] or wanted.state == state
        ],
        "late": counts[LATE],
        "units": selectors.registering_units(request.user, today=today),
        "types": types().items(),
        "no_type": NO_TYPE,
        "answers": Answered.choices,
        "originals": Original.choices,
        "may_set_columns": request.user.can(Ability.ADMINISTER, today),
        "waiting": entering.waiting_in(request.user, now=now),
        "tab": "incoming",
    }
    return render(request, "documents/incoming_book.html", context)


def _sheet(request: Request, *, most: int) -> sheet.Sheet:
    today = clock.day_of(clock.now())
    wanted = Wanted.of(request.GET)
    which = Book.HANDLING if request.GET.get("so") == Book.HANDLING else Book.INCOMING
    found = selectors.in_state(selectors.book(request.user, wanted, today=today), wanted.state, today=today)
    rows = selectors.rows_of(found, person=request.user, today=today).order_by("unit", "year", "number")[: most + 1]
    units = selectors.registering_units(request.user, today=today) if wanted.unit else []
    named = next((unit.name for unit in units if unit.pk == wanted.unit), "")
    return sheet.sheet_of(which, rows, CELLS, lines=_lines(wanted, named, today), most=most)


def _lines(wanted: Wanted, unit: str, today: dt.date) -> list[str]:
    days = [
        f"từ ngày {format_date(wanted.since)}" if wanted.since else "",
        f"đến ngày {format_date(wanted.until or today)}",
    ]
    facts = [
        unit,
        type_line(wanted.type_code),
        str(Answered(wanted.answered).label) if wanted.answered else "",
        str(Original(wanted.original).label) if wanted.original else "",
    ]
    return [*filter(None, facts), " ".join(filter(None, days)).capitalize()]


@require_safe
def printed(request: Request) -> HttpResponse:
    """Show the book as one sheet to be printed."""
    back = f"{reverse('documents:incoming-book')}?{Wanted.of(request.GET).query}"
    return sheet.show(request, _sheet(request, most=sheet.MOST_PRINTED), back=back)


@require_safe
def export(request: Request) -> HttpResponse:
    """Send the book as a workbook."""
    return sheet.send(_sheet(request, most=sheet.MOST_ROWS), "so-van-ban-den")


@require_safe
def sent(request: Request) -> HttpResponse:
    """Show where the documents stand that the reader's units sent."""
    found = selectors.sent_by(request.user, today=clock.day_of(clock.now()))
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    return render(request, "documents/incoming_sent.html", {"page": page, "states": STATES, "tab": "sent"})


@require_safe
def arrival(request: Request, arrival_id: int) -> HttpResponse:
    """Show where an incoming document stands, and what can be done about it."""
    found = selectors.get(arrival_id, person=request.user, today=clock.day_of(clock.now()))
    return _page(request, found)


def _page(request: Request, found: Arrival, *, refused: dict[str, ArrivalForm] | None = None) -> HttpResponse:
    now = clock.now()
    today, refused = clock.day_of(now), refused or {}
    facts = selectors.facts(found, actor=request.user, today=today)
    open_moves = {name for name in lifecycle.MOVES if not lifecycle.blockers(name, facts)}
    context: dict[str, Any] = {
        "arrival": found,
        "document": found.document,
        "direction": selectors.direction_of(found),
        "earlier": [one for one in found.directions.all() if one.ended_at is not None],
        "state": STATES[Handling(found.state)],
        "is_late": selectors.is_late(found, today),
        "moves": open_moves,
        "own_units": {post.unit_id for post in request.user.exercised_posts(today)},
        "files": case_files.files_of(found.document_id, person=request.user, today=today),
        "copies": copies.copies_of(found.document_id, person=request.user, today=today),
        "may_register": facts.actor_registers,
        "entries": selectors.log_of(found.document, [found], person=request.user, today=today),
        "refused": refused,
        "file_blockers": lifecycle.blockers("file", facts) if facts.actor_registers else [],
        "tab": "incoming",
    }
    context |= _forms(found, request.user, open_moves, refused, today=today)
    tell_unseen(request, refused.values(), context)
    return render(request, "documents/incoming.html", context, status=422 if refused else 200)


def _forms(
    found: Arrival, person: Person, moves: set[str], refused: dict[str, ArrivalForm], *, today: dt.date
) -> dict[str, ArrivalForm | None]:
    """Return the forms of the acts that are open, as posted where one was refused."""
    forms: dict[str, ArrivalForm | None] = {}
    if "set_facts" in moves:
        forms["facts_form"] = refused.get("facts") or FactsForm(
            auto_id="facts_%s",
            read=found.priority_read,
            initial={
                "version": found.version,
                "arrived_on": format_date(found.arrived_on),
                "priority": found.priority,
                "due_date": format_date(found.due_date) if found.due_date else "",
                "note": found.note,
            },
        )
    if "correct" in moves:
        forms["letterhead_form"] = refused.get("letterhead") or LetterheadForm(
            auto_id="letterhead_%s", initial=letterhead.form_of(found.document)
        )
    if "present" in moves:
        leaders = selectors.leaders_for(found.unit, today=today)
        forms["present_form"] = refused.get("present") or PresentForm(leaders=leaders, auto_id="present_%s")
    if "forward" in moves:
        has = {one.unit_id for one in found.forwardings.all()}
        units = [unit for unit in _units(person, today=today) if unit.pk not in has]
        forms["forward_form"] = refused.get("forward") or ForwardForm(units=units, auto_id="forward_%s")
    if "answer" in moves:
        forms["answer_form"] = refused.get("answer") or AnswerForm(auto_id="answer_%s")
    return forms


def _answer(
    request: Request, arrival_id: int, name: str, form: ArrivalForm, act: Any, done: str, now: dt.datetime
) -> HttpResponse:
    """Do what the form asks and go back to the page; when it is refused show the page with the sentence."""
    if form.run(act, actor=request.user, now=now, arrival_id=arrival_id):
        messages.success(request, done)
        return redirect("documents:incoming", arrival_id)
    found = selectors.get(arrival_id, person=request.user, today=clock.day_of(now))
    return _page(request, found, refused={name: form})


@require_POST
def enter(request: Request, document_id: int) -> HttpResponse:
    """Enter a document that another body registered into the reader's own book."""
    arrival = entering.enter_in_book(document_id=document_id, actor=request.user, now=clock.now())
    messages.success(request, _("The document is in your book under no. %(number)s.") % {"number": arrival.line})
    return redirect("documents:incoming", arrival.pk)


@require_POST
def set_facts(request: Request, arrival_id: int) -> HttpResponse:
    """Write what the book says beside the document."""
    form = FactsForm(request.POST, auto_id="facts_%s")
    return _answer(request, arrival_id, "facts", form, services.set_facts, _("The entry is kept."), clock.now())


@require_POST
def correct(request: Request, arrival_id: int) -> HttpResponse:
    """Correct what the reader misread in the letterhead."""
    form = LetterheadForm(request.POST, auto_id="letterhead_%s")
    done = _("The letterhead is corrected; what the reader had read stays in the log.")
    return _answer(request, arrival_id, "letterhead", form, letterhead.correct, done, clock.now())


@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request: Request) -> HttpResponse:
    """Ask for a file that the reader refuses and its letterhead, and take it into the book."""
    now = clock.now()
    registering_unit(request.user, now=now)
    form = ByHandForm(request.POST or None, request.FILES or None)
    return _by_hand(request, form, letterhead.register_by_hand, now=now)


@require_http_methods(["GET", "HEAD", "POST"])
def enter_by_hand(request: Request, document_id: int) -> HttpResponse:
    """Ask for the letterhead of a scan that could not be read, and take it into the book."""
    now = clock.now()
    found = letterhead.get_unreadable(document_id, actor=request.user, now=now)
    form = UnreadForm(request.POST or None)
    return _by_hand(request, form, letterhead.enter_by_hand, now=now, document=found)


def _by_hand(
    request: Request, form: UnreadForm, act: Any, *, now: dt.datetime, document: Document | None = None
) -> HttpResponse:
    values = {"document_id": document.pk} if document else {}
    if request.method == "POST" and form.run(act, actor=request.user, now=now, **values):
        messages.success(request, _("The document is in the book, under the letterhead that you wrote."))
        return redirect("documents:incoming", selectors.entry_of(form.result, now=now, person=request.user).pk)
    context = {"form": form, "document": document}
    return render(request, "documents/by_hand.html", context, status=422 if form.errors else 200)


@require_POST
def present(request: Request, arrival_id: int) -> HttpResponse:
    """Present the document to a leader."""
    now = clock.now()
    found = selectors.get(arrival_id, person=request.user, today=clock.day_of(now))
    leaders = selectors.leaders_for(found.unit, today=clock.day_of(now))
    form = PresentForm(request.POST, leaders=leaders, auto_id="present_%s")
    return _answer(request, arrival_id, "present", form, services.present, _("The document is presented."), now)


@require_POST
def forward(request: Request, arrival_id: int) -> HttpResponse:
    """Send the document on to a unit."""
    now = clock.now()
    found = selectors.get(arrival_id, person=request.user, today=clock.day_of(now))
    # Told before the form: what it offers depends on how far the person sees.
    lifecycle.require("forward", selectors.facts(found, actor=request.user, today=clock.day_of(now)))
    form = ForwardForm(request.POST, units=_units(request.user, today=clock.day_of(now)), auto_id="forward_%s")
    done = _("The document was sent on; the unit may open it.")
    return _answer(request, found.pk, "forward", form, services.forward, done, now)


def _units(person: Person, *, today: dt.date) -> list[Unit]:
    """Return the units to which a person sends documents on."""
    return organization.in_scope(person, today=today, most=MOST_UNITS)


@require_POST
def sign_for(request: Request, forwarding_id: int) -> HttpResponse:
    """Sign for the document in a unit that got it."""
    forwarding = services.sign_for(forwarding_id=forwarding_id, actor=request.user, now=clock.now())
    messages.success(request, _("You have signed for the document."))
    return redirect("documents:incoming", forwarding.arrival_id)


@require_POST
def answer(request: Request, arrival_id: int) -> HttpResponse:
    """Say which document answers it."""
    form = AnswerForm(request.POST, auto_id="answer_%s")
    return _answer(request, arrival_id, "answer", form, services.answer, _("The answer is recorded."), clock.now())


@require_POST
def file(request: Request, arrival_id: int) -> HttpResponse:
    """End the handling of a document that lies in a case file."""
    services.file(arrival_id=arrival_id, actor=request.user, now=clock.now())
    messages.success(request, _("The handling has ended; the document lies in its case file."))
    return redirect("documents:incoming", arrival_id)
