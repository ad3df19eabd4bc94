"""Pages of the register."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from dondoc.kernel import clock
from dondoc.organization.access import Ability
from dondoc.organization.requests import Request
from dondoc.web.shortcuts import answer, wants_fragment

from . import files, gaps, graph, pages, paper, selectors, services
from .choices import State
from .errors import DocumentMissing, FileMissing, StandsElsewhere
from .exchange.selectors import changes_shown, may_send, stated_of
from .granting import selectors as granting
from .incoming import entering
from .incoming import selectors as incoming
from .listing import ORDERS, STATES, DocumentList
from .outgoing import selectors as outgoing
from .searching import showing
from .searching.selectors import MOST
from .sheets import MEDIA_TYPE as SHEET

# So many places that cite a document are named on its page.
MOST_CITING = 20
# A scan that was not read by then is offered to be read again.
LATE = dt.timedelta(minutes=10)


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Request) -> HttpResponse:
    """List the register; a posted file is read and registered."""
    if request.method == "POST":
        return register(request)
    today = clock.day_of(clock.now())
    view = DocumentList.of(request.GET)
    context = {
        "view": view,
        "listed": showing.page_of(view, person=request.user, today=today, number=request.GET.get("trang")),
        "states": [(state.value, state.label) for state in STATES],
        "orders": [(name, order.label) for name, order in ORDERS.items()],
        "types": selectors.type_names(),
        "most": MOST,
        "may_register": request.user.can(Ability.REGISTER, today),
    }
    return render(request, "documents/list.html", context)


def register(request: Request) -> HttpResponse:
    """Register the posted file and open what was read; of several files, or for the script, say what became of each."""
    uploads = request.FILES.getlist("file")
    if not uploads:
        raise FileMissing
    if len(uploads) > 1 or wants_fragment(request):
        outcomes = [services.try_to_register(one, actor=request.user, now=clock.now()) for one in uploads]
        return answer(request, "documents/outcomes.html", "documents/_outcomes.html", {"outcomes": outcomes})
    data, name = files.read_upload(uploads[0])
    document = services.receive(data=data, name=name, actor=request.user, now=clock.now())
    if document.state != State.READING:
        messages.success(request, _("The document was read and entered into the register."))
    return redirect("documents:document", document.pk)


@require_safe
def document(request: Request, document_id: int) -> HttpResponse:
    """Show a document as paper, with what was found in it."""
    today = clock.day_of(clock.now())
    found = selectors.get(document_id, person=request.user, today=today)
    if found.state in services.UNREAD:
        late = clock.now() - found.registered_at > LATE
        keeps = selectors.keeps_register_of(found, person=request.user, today=today)
        first = selectors.first_copy_of(found, person=request.user, today=today)
        elsewhere = StandsElsewhere().sentence if found.same_as_id and first is None else ""
        unread = {
            "document": found, "first": first, "elsewhere": elsewhere, "keeps_register": keeps, "is_late": late
        }  # fmt: skip
        return answer(request, "documents/unread.html", "documents/_unread.html", unread)
    if wants_fragment(request):  # asked by the page of a scan, which has become a document
        return HttpResponseClientRefresh()
    arrivals = incoming.entries_of(found, person=request.user, today=today)
    around = graph.around(found, person=request.user, today=today)
    context = {
        "document": found,
        "paragraphs": paper.lay_out(found.text, found.reading),
        "directives": found.directives.exclude(start=0, end=0),
        "arrivals": arrivals,
        "may_enter": found.is_at_hand and entering.waits_for(request.user, found, now=clock.now()),
        "cited": selectors.cited_in(found, person=request.user, today=today),
        "around": around,
        "cited_by": around.places[:MOST_CITING],
        "stated": stated_of(found),
        "changes_by_sender": changes_shown(found, person=request.user, today=today),
        "attachments": found.attachments.select_related("file", "update").defer("text", "update__file_texts"),
        "tasks_announced": gaps.most_announced(around.places),
        "entries": incoming.log_of(found, arrivals, person=request.user, today=today),
        "may_send": may_send(request.user, found, today=today) and outgoing.end_of(found) is None,
        "keeps_register": selectors.keeps_register_of(found, person=request.user, today=today),
        "may_confirm": found.is_at_hand
        and (request.user.can(Ability.CONFIRM, today) or request.user.can(Ability.ASSIGN, today)),
        # An old register is taken in as it is: no book numbers it and no case file takes it.
        "is_paper": found.is_at_hand and found.media_type != SHEET,
        "may_grant": found.media_type != SHEET and granting.may_grant(request.user, found, today=today),
    }
    if context["may_grant"]:
        context["grants"] = granting.grants_of(found)
    if not found.is_at_hand:
        context["granted"] = granting.grant_to(request.user, found, today=today)
    context |= outgoing.beside(found, person=request.user, today=today)
    return render(request, "documents/document.html", context)


@require_POST
def try_again(request: Request, document_id: int) -> HttpResponse:
    """Ask once more for a scan to be read."""
    now = clock.now()
    found = selectors.get(document_id, person=request.user, today=clock.day_of(now))
    services.try_again(document=found, actor=request.user, now=now)
    return redirect("documents:document", found.pk)


@require_POST
def remove(request: Request, document_id: int) -> HttpResponse:
    """Remove a file that was not read."""
    now = clock.now()
    found = selectors.get(document_id, person=request.user, today=clock.day_of(now))
    services.remove(document=found, actor=request.user, now=now)
    messages.success(request, _("The file was removed; nothing of it is kept."))
    return redirect("documents:list")


@require_safe
def file(request: Request, document_id: int) -> FileResponse:
    """Send the file as it was received, to be kept, never to be run in the page."""
    now = clock.now()
    found = selectors.get(document_id, person=request.user, today=clock.day_of(now))
    opened = services.open_file(file=found.file, subject=f"document:{found.pk}", actor=request.user, now=now)
    return FileResponse(opened, as_attachment=True, filename=found.file_name)


@require_safe
def attachment(request: Request, document_id: int, number: int) -> FileResponse:
    """Send a file that came with a document, to be kept, never to be run in the page."""
    now = clock.now()
    found = selectors.get(document_id, person=request.user, today=clock.day_of(now))
    attached = found.attachments.select_related("file").filter(position=number).first()
    if attached is None:
        raise DocumentMissing
    opened = services.open_file(file=attached.file, subject=f"document:{found.pk}", actor=request.user, now=now)
    return FileResponse(opened, as_attachment=True, filename=attached.name)


@require_safe
def page(request: Request, document_id: int, number: int) -> HttpResponse:
    """Show one page of the file as a picture; the file never changes, so the browser may keep it."""
    now = clock.now()
    found = selectors.get(document_id, person=request.user, today=clock.day_of(now))
    if not 1 <= number <= found.pages:
        raise DocumentMissing
    with services.open_file(file=found.file, subject=f"document:{found.pk}", actor=request.user, now=now) as stream:
        picture = pages.picture(stream.read(), found.media_type, number)
    lasting = {"Cache-Control": "private, max-age=86400, immutable"}
    return HttpResponse(picture, content_type="image/jpeg", headers=lasting)


@require_safe
def cited(request: Request, reference: str, day: dt.date | None) -> HttpResponse:
    """Show a cited document that is not in the register: where it is cited, and what waits for it."""
    today = clock.day_of(clock.now())
    gap = gaps.find(reference=reference, date=day, person=request.user, today=today)
    if gap.target is not None:
        return redirect("documents:document", gap.target.pk)
    may_register = request.user.can(Ability.REGISTER, today)
    kept = selectors.kept_by(request.user, today=today).filter(pk__in={one.document_id for one in gap.citations})
    may_link = may_register and kept.exists()
    candidates = gaps.candidates(gap, person=request.user, today=today) if may_link else []
    context = {
        "gap": gap,
        "places": gap.places(MOST_CITING),
        "candidates": candidates,
        "may_register": may_register,
    }
    return render(request, "documents/cited.html", context)


@require_POST
def link_citation(request: Request, reference: str, day: dt.date | None, document_id: int) -> HttpResponse:
    """Say which document is meant and open it."""
    meant = services.link_citation(
        reference=reference, date=day, document_id=document_id, actor=request.user, now=clock.now()
    )
    messages.success(request, _("The citations lead to this document now."))
    return redirect("documents:document", meant.pk)


@require_POST
def unlink_citation(request: Request, citation_id: int) -> HttpResponse:
    """Take back which document is meant."""
    citation = services.unlink_citation(citation_id=citation_id, actor=request.user, now=clock.now())
    messages.success(request, _("The link was taken back; the cited document counts as absent again."))
    return redirect("documents:document", citation.document_id)
