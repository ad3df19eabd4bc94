"""Pages of outgoing documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.audit.models import Entry
from dondoc.documents import files
from dondoc.documents import selectors as documents
from dondoc.documents.books import sheet
from dondoc.documents.books.choices import Book
from dondoc.documents.choices import Way
from dondoc.documents.composing import selectors as drafts
from dondoc.documents.services import open_file
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.access import Ability
from dondoc.organization.requests import Request
from dondoc.web.shortcuts import tell_unseen

from . import selectors, services
from .cells import CELLS, lines_of
from .choices import ENDED, Medium, OutgoingState
from .errors import MayNotIssue, OutgoingMissing
from .forms import (
    AftermathForm,
    EndSeriesForm,
    IssueForm,
    KeyForm,
    NumberForm,
    OutgoingForm,
    ReasonForm,
    SeriesForm,
    SignatureForm,
)
from .listing import Wanted
from .models import Outgoing

PAGE = 25
# So many issued documents are offered as the one that corrects, amends or replaces.
OFFERED = 50


@require_safe
def book(request: Request) -> HttpResponse:
    """List the register of outgoing documents."""
    today = clock.day_of(clock.now())
    wanted = Wanted.of(request.GET, today=today)
    found = selectors.book(request.user, wanted, today=today)
    context = {
        "wanted": wanted,
        "issuers": selectors.issuers(request.user, today=today),
        "types": documents.types().items(),
        "media": Medium.choices,
        "states": OutgoingState.choices,
        "years": range(today.year, today.year - 5, -1),
        "may_issue": request.user.can(Ability.REGISTER, today),
        "may_set_columns": request.user.can(Ability.ADMINISTER, today),
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
    }
    return render(request, "documents/outgoing/list.html", context)


def _sheet(request: Request, *, most: int) -> sheet.Sheet:
    today = clock.day_of(clock.now())
    wanted = Wanted.of(request.GET, today=today)
    rows = selectors.entries(request.user, wanted, today=today)[: most + 1]
    named = selectors.issuers(request.user, today=today) if wanted.unit else []
    issuer = next((unit.name for unit in named if unit.pk == wanted.unit), "")
    lines = [*lines_of(wanted, issuer), f"Đến ngày {format_date(wanted.until or today)}"]
    return sheet.sheet_of(Book.OUTGOING, rows, CELLS, lines=lines, most=most)


@require_safe
def printed(request: Request) -> HttpResponse:
    """Show the register as one sheet to be printed."""
    back = f"{reverse('documents:outgoing-book')}?{request.GET.urlencode()}"
    return sheet.show(request, _sheet(request, most=sheet.MOST_PRINTED), back=back)


@require_safe
def export(request: Request) -> HttpResponse:
    """Send the register as a workbook."""
    return sheet.send(_sheet(request, most=sheet.MOST_ROWS), "so-van-ban-di")


@require_safe
def outgoing(request: Request, outgoing_id: int) -> HttpResponse:
    """Show one outgoing document: where it stands, whom it went to, what became of it."""
    found = selectors.get(outgoing_id, person=request.user, today=clock.day_of(clock.now()))
    return _page(request, found)


@require_POST
def record_signature(request: Request, draft_id: int) -> HttpResponse:
    """Record that a printed draft was signed by hand."""
    form = SignatureForm(request.POST)
    if form.run(services.record_paper_signature, draft_id=draft_id, actor=request.user, now=clock.now()):
        messages.success(request, _("The signature is recorded. Give the document its number now."))
        return redirect("documents:outgoing", form.result.pk)
    messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect("drafts:draft", draft_id)


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: Request, draft_id: int) -> HttpResponse:
    """Ask the signer for their key, and sign with it."""
    now = clock.now()
    draft = drafts.get(draft_id, person=request.user, today=clock.day_of(now))
    selectors.require_signer(draft, request.user)
    form = KeyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.run(services.sign, draft_id=draft.pk, actor=request.user, now=now):
        made, advice = form.result
        _told(request, _("The document is signed. The office gives it its number next."), advice)
        return redirect("documents:outgoing", made.pk)
    return render(request, "documents/outgoing/sign.html", {"draft": draft, "form": form}, status=_status(form))


@sensitive_post_parameters("passphrase")
@require_POST
def seal(request: Request, outgoing_id: int) -> HttpResponse:
    """Sign as the organisation."""
    form = KeyForm(request.POST, request.FILES)
    if form.run(services.seal, outgoing_id=outgoing_id, actor=request.user, now=clock.now()):
        _told(request, _("The organisation has signed. The document can be issued now."), form.result[1])
        return redirect("documents:outgoing", outgoing_id)
    found = selectors.get(outgoing_id, person=request.user, today=clock.day_of(clock.now()))
    return _page(request, found, form=form, status=422)


def _told(request: Request, done: str, advice: str) -> None:
    messages.success(request, done)
    if advice:
        messages.warning(request, advice)


def _status(form: OutgoingForm) -> int:
    return 422 if form.errors else 200


@require_safe
def file(request: Request, outgoing_id: int) -> FileResponse:
    """Send the PDF as it was signed so far."""
    now = clock.now()
    found = selectors.get(outgoing_id, person=request.user, today=clock.day_of(now))
    if found.file is None:
        raise OutgoingMissing
    name = f"{found.number or 'chua-cap-so'}-{found.symbol}.pdf"
    opened = open_file(file=found.file, subject=f"outgoing:{found.pk}", actor=request.user, now=now)
    return FileResponse(opened, as_attachment=True, filename=name)


@require_POST
def number(request: Request, outgoing_id: int) -> HttpResponse:
    """Give the next number of the series."""
    return _act(request, outgoing_id, NumberForm(request.POST), services.number, _("The number is given."))


@require_POST
def discard(request: Request, outgoing_id: int) -> HttpResponse:
    """Discard a signature before a number is given."""
    done = _("The signature is discarded; the draft is open again.")
    return _act(request, outgoing_id, ReasonForm(request.POST), services.discard, done)


@require_POST
def void(request: Request, outgoing_id: int) -> HttpResponse:
    """Cancel a number."""
    done = _("The number is cancelled; the draft is open again.")
    return _act(request, outgoing_id, ReasonForm(request.POST), services.void, done)


@require_POST
def issue(request: Request, outgoing_id: int) -> HttpResponse:
    """Issue the document."""
    done = _("The document is issued; its tasks are assigned and its recipients have it.")
    found = selectors.get(outgoing_id, person=request.user, today=clock.day_of(clock.now()))
    if found.medium == Medium.ELECTRONIC:
        return _act(request, outgoing_id, OutgoingForm(request.POST), services.issue, done)

    def act(*, scan: Any, **values: Any) -> Outgoing:
        data, _name = files.read_upload(scan)
        return services.issue(scan=data, **values)

    return _act(request, outgoing_id, IssueForm(request.POST, request.FILES), act, done)


@require_POST
def follow(request: Request, outgoing_id: int) -> HttpResponse:
    """Record a recall, a correction, an amendment or a replacement."""
    found = selectors.get(outgoing_id, person=request.user, today=clock.day_of(clock.now()))
    form = AftermathForm(request.POST, issued=_issued(request, found))
    return _act(request, outgoing_id, form, services.follow, _("It is recorded; the document itself stays as it was."))


@require_POST
def arrived(request: Request, sending_id: int) -> HttpResponse:
    """Say that the document arrived."""
    sending = services.confirm_arrival(sending_id=sending_id, actor=request.user, now=clock.now())
    messages.success(request, _("The arrival is recorded."))
    return redirect("documents:document", sending.outgoing.document_id)


@require_http_methods(["GET", "HEAD", "POST"])
def series(request: Request) -> HttpResponse:
    """List the number series; a posted one is opened."""
    now = clock.now()
    today = clock.day_of(now)
    issuers = selectors.issuers_of(request.user, today=today)
    if not issuers:
        raise MayNotIssue
    form = SeriesForm(request.POST or None, issuers=issuers)
    if request.method == "POST" and form.run(services.open_series, actor=request.user, now=now):
        messages.success(request, _("The series is recorded."))
        return redirect("documents:series")
    context = {"form": form, "rows": selectors.series_kept(request.user, today=today)}
    return render(request, "documents/outgoing/series.html", context, status=_status(form))


@require_POST
def end_series(request: Request, series_id: int) -> HttpResponse:
    """Let a series end."""
    form = EndSeriesForm(request.POST)
    if form.run(services.end_series, series_id=series_id, actor=request.user, now=clock.now()):
        messages.success(request, _("The end of the series is recorded."))
    else:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect("documents:series")


def _act(
    request: Request, outgoing_id: int, form: OutgoingForm, service: Callable[..., Any], done: str
) -> HttpResponse:
    """Run an act on a document and show it again: with what was done, or with the form and its refusal."""
    if form.run(service, outgoing_id=outgoing_id, actor=request.user, now=clock.now()):
        messages.success(request, done)
        return redirect("documents:outgoing", outgoing_id)
    found = selectors.get(outgoing_id, person=request.user, today=clock.day_of(clock.now()))
    return _page(request, found, form=form, status=422)


def _page(request: Request, found: Outgoing, *, form: OutgoingForm | None = None, status: int = 200) -> HttpResponse:
    today = clock.day_of(clock.now())
    context = {
        "outgoing": found,
        "annexes": selectors.signed_annexes(found),
        "sendings": selectors.sendings_of(found, person=request.user, today=today),
        "aftermath": selectors.aftermath_of(found, person=request.user, today=today),
        "entries": Entry.objects.about(f"outgoing:{found.pk}"),
    }
    may_issue = selectors.may_issue(request.user, found.issuer, today=today)
    if may_issue and found.state not in ENDED:
        context |= _forms(request, found, form)
    tell_unseen(request, [form] if form is not None else [], context)
    return render(request, "documents/outgoing/outgoing.html", context, status=status)


def _forms(request: Request, found: Outgoing, sent: OutgoingForm | None) -> dict[str, Any]:
    """Return the forms of the step that comes next, the one that was sent and refused as it was."""
    kept = {type(sent): sent}
    if found.state == OutgoingState.SIGNED:
        number, discard = kept.get(NumberForm) or NumberForm(), kept.get(ReasonForm) or ReasonForm()
        return {"number_form": number, "discard_form": discard}
    if found.state == OutgoingState.NUMBERED:
        is_open = found.medium == Medium.ELECTRONIC and found.sealed_at is None
        forms = {"void_form": kept.get(ReasonForm) or ReasonForm()}
        if is_open:
            return forms | {"seal_form": kept.get(KeyForm) or KeyForm()}
        return forms | {"issue_form": kept.get(IssueForm) or IssueForm()}
    return {"aftermath_form": kept.get(AftermathForm) or AftermathForm(issued=_issued(request, found))}


def _issued(request: Request, outgoing: Outgoing) -> list[tuple[int, str]]:
    """Return what may correct, amend or replace a document: what was issued on its day or after it."""
    if outgoing.date is None:
        return []
    seen = documents.visible_to(request.user, today=clock.day_of(clock.now()))
    later = seen.filter(direction=Way.OUT, date__gte=outgoing.date).exclude(outgoing=outgoing)
    rows = later.defer(*documents.HEAVY).order_by("-date", "-pk")[:OFFERED]
    return [(row.pk, f"{row.number_line} {row.subject}"[:120]) for row in rows]
