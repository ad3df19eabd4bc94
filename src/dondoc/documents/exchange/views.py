"""Pages of the exchange: what was sent, what came, the address book, sending a document."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.documents import files
from dondoc.documents import selectors as documents
from dondoc.documents.errors import FileLost, FileMissing
from dondoc.documents.services import open_file
from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.web.fields import id_of

from . import adapters, organs, selectors, services
from .choices import Outcome
from .forms import CorrespondentForm, EndForm, RefusalForm, SendForm
from .models import Delivery

PAGE = 25
BOOK = 50
TROUBLE = "can-xem"
MEDIA_TYPE = "application/xml"


@require_safe
def sent(request: Request) -> HttpResponse:
    """List what was sent and how far it came."""
    today = clock.day_of(clock.now())
    selectors.require_exchange(request.user, today=today)
    in_trouble = request.GET.get("loc") == TROUBLE
    found = selectors.deliveries_for_list(request.user, today=today, in_trouble=in_trouble)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "in_trouble": in_trouble,
        "is_on": adapters.is_on(),
        "own_ids": organs.own_ids(today),
        "tab": "sent",
    }
    return render(request, "documents/exchange_sent.html", context)


@require_safe
def received(request: Request) -> HttpResponse:
    """List what came and what became of it."""
    today = clock.day_of(clock.now())
    selectors.require_exchange(request.user, today=today)
    found = selectors.messages_for_list(request.user, today=today)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "is_on": adapters.is_on(),
        "refusal": RefusalForm(auto_id=False),
        "tab": "received",
    }
    return render(request, "documents/exchange_received.html", context)


@require_POST
def take_in(request: Request) -> HttpResponse:
    """Take in a message that came another way, as a file."""
    now = clock.now()
    selectors.require_exchange(request.user, today=clock.day_of(now))
    upload = request.FILES.get("file")
    if upload is None:
        raise FileMissing
    data, name = files.read_upload(upload)
    came = services.take_in(data=data, name=name, actor=request.user, now=now)
    if came.outcome == Outcome.REFUSED:
        messages.error(request, came.reason)
    else:
        messages.success(request, _("The message was taken in."))
    return redirect("documents:exchange-received")


@require_POST
def accept(request: Request, received_id: int) -> HttpResponse:
    """Take a document into the register and open it."""
    decided = services.accept(received_id=received_id, actor=request.user, now=clock.now())
    if decided.outcome == Outcome.AGREED:
        messages.success(request, _("The recall is agreed; its sender is told. The document stays and says so."))
        return redirect("documents:exchange-received")
    if decided.document_id is None:
        messages.error(request, decided.reason)
        return redirect("documents:exchange-received")
    messages.success(request, _("The document is in the register; its sender is told."))
    return redirect("documents:document", decided.document_id)


@require_POST
def refuse(request: Request, received_id: int) -> HttpResponse:
    """Refuse a document; its sender is told why."""
    form = RefusalForm(request.POST)
    if form.run(services.refuse, received_id=received_id, actor=request.user, now=clock.now()):
        messages.success(request, _("The document is refused; its sender is told why."))
    else:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect("documents:exchange-received")


@require_safe
def message(request: Request, received_id: int) -> FileResponse:
    """Send the message as it came."""
    now = clock.now()
    found = selectors.get_received(received_id, person=request.user, today=clock.day_of(now))
    if found.payload is None:
        raise FileLost
    name = found.name or f"{found.pk}{adapters.SUFFIX}"
    opened = open_file(file=found.payload, subject=f"message:{found.pk}", actor=request.user, now=now)
    return FileResponse(opened, as_attachment=True, filename=name, content_type=MEDIA_TYPE)


@require_POST
def resend(request: Request, delivery_id: int) -> HttpResponse:
    """Send a message again."""
    services.resend(delivery_id=delivery_id, actor=request.user, now=clock.now())
    messages.success(request, _("The message is sent again."))
    return redirect("documents:exchange")


@require_http_methods(["GET", "HEAD", "POST"])
def book(request: Request) -> HttpResponse:
    """Show the address book; a posted form adds to it."""
    now = clock.now()
    today = clock.day_of(now)
    selectors.require_exchange(request.user, today=today)
    form = CorrespondentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.run(services.add_correspondent, actor=request.user, now=now):
        messages.success(request, _("The agency is in the address book."))
        return redirect("documents:exchange-book")
    found = selectors.correspondents_on(today)
    context = {
        "page": Paginator(found, BOOK).get_page(request.GET.get("trang")),
        "form": form,
        "end": EndForm(auto_id=False),
        "tab": "book",
    }
    return render(request, "documents/exchange_book.html", context, status=422 if form.errors else 200)


@require_POST
def end_correspondent(request: Request, correspondent_id: int) -> HttpResponse:
    """Let an entry of the address book end."""
    form = EndForm(request.POST)
    act = services.end_correspondent
    if form.run(act, correspondent_id=correspondent_id, actor=request.user, now=clock.now()):
        messages.success(request, _("The entry has ended; what was sent under it stays."))
    else:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect("documents:exchange-book")


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request, document_id: int) -> HttpResponse:
    """Choose the agencies that a document goes to, and send it."""
    now = clock.now()
    today = clock.day_of(now)
    document = documents.get_at_hand(document_id, person=request.user, today=today)
    selectors.require_exchange(request.user, today=today)
    selectors.require_sendable(document, actor=request.user, today=today)
    entries = list(selectors.correspondents_on(today))
    form = SendForm(request.POST if request.method == "POST" else None, book=entries)
    if request.method == "POST" and form.run(services.deliver, document=document, actor=request.user, now=now):
        messages.success(request, _("The document waits to be sent; this page says how far it comes."))
        return redirect("documents:exchange")
    context = {
        "document": document,
        "form": form,
        "has_entries": bool(entries),
        "is_on": adapters.is_on(),
        "deliveries": Delivery.objects.filter(document=document).defer("head").order_by("organ_name"),
    }
    return render(request, "documents/exchange_send.html", context, status=422 if form.errors else 200)


@require_POST
def export(request: Request, document_id: int) -> HttpResponse:
    """Send the browser a document as a message, to be sent another way."""
    now = clock.now()
    document = documents.get_at_hand(document_id, person=request.user, today=clock.day_of(now))
    ids = [found for one in request.POST.getlist("correspondent_ids") if (found := id_of(one))]
    payload, name = services.export(document=document, correspondent_ids=ids, actor=request.user, now=now)
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(payload, content_type=MEDIA_TYPE, headers=headers)
