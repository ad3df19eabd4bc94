"""The list of case files, the page of one, and the acts on it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.audit.models import Entry
from dondoc.documents import official
from dondoc.documents.books import sheet
from dondoc.documents.books.choices import Book
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.access import Ability
from dondoc.organization.models import Person, Unit
from dondoc.organization.requests import Request
from dondoc.web.fields import id_of
from dondoc.web.shortcuts import tell_unseen

from . import exporting, selectors, services
from .cells import FILES
from .choices import STATES, FileState
from .errors import MayNotMakeFile
from .forms import ChangeTermsForm, FileForm, HandInForm, MakeForm, PutForm, ReopenForm
from .models import CaseFile
from .services import retention_in_words

PAGE = 50
# Keepers offered by name.
MOST_KEEPERS = 300


@require_safe
def index(request: Request) -> HttpResponse:
    """List the files of a year, and before them those that are due for the archive."""
    today = clock.day_of(clock.now())
    years = selectors.years_of(request.user, today=today)
    year = id_of(request.GET.get("nam")) or (today.year if today.year in years or not years else years[0])
    unit = id_of(request.GET.get("don-vi"))
    found = selectors.listed(request.user, year=year, unit=unit, today=today)
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    for case_file in page.object_list:
        _describe(case_file)
    context = {
        "page": page,
        "years": sorted({*years, year}, reverse=True),
        "year": year,
        "unit": unit,
        "units": _units(request.user, today=today),
        "due": [
            (one, one.archive_due is not None and one.archive_due < today)
            for one in selectors.due_for_archive(request.user, today=today)
        ],
        "may_make": selectors.keeps_lists(request.user, today=today),
        "may_set_columns": request.user.can(Ability.ADMINISTER, today),
        "tab": "case_files",
    }
    return render(request, "documents/case_files.html", context)


def _describe(case_file: CaseFile) -> None:
    """Add how the page draws a file."""
    shown: Any = case_file
    shown.symbol = STATES[FileState(case_file.state)]
    shown.retention = retention_in_words(shown.years, is_permanent=bool(shown.is_permanent))


def _units(person: Person, *, today: dt.date) -> list[Unit]:
    """Return the units in whose lists a person sees files."""
    inside = selectors.visible_to(person, today=today).order_by().values("unit")
    return list(Unit.objects.filter(pk__in=inside).order_by("sort_key", "pk"))


def _list_sheet(request: Request, *, most: int) -> sheet.Sheet:
    today = clock.day_of(clock.now())
    year, unit = id_of(request.GET.get("nam")) or today.year, id_of(request.GET.get("don-vi"))
    found = selectors.listed(request.user, year=year, unit=unit, today=today)[: most + 1]
    units = _units(request.user, today=today) if unit else []
    lines = [f"Năm {year}", *(one.name for one in units if one.pk == unit)]
    return sheet.sheet_of(Book.CASE_FILES, found, FILES, lines=lines, most=most)


@require_safe
def printed(request: Request) -> HttpResponse:
    """Show the list of files as one sheet to be printed."""
    back = f"{reverse('documents:case-files')}?{request.GET.urlencode()}"
    return sheet.show(request, _list_sheet(request, most=sheet.MOST_PRINTED), back=back)


@require_safe
def export(request: Request) -> HttpResponse:
    """Send the list of files as a workbook."""
    return sheet.send(_list_sheet(request, most=sheet.MOST_ROWS), "danh-muc-ho-so")


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request) -> HttpResponse:
    """Enter a file into the list."""
    now = clock.now()
    today = clock.day_of(now)
    kept = selectors.units_of_lists(request.user, today=today)
    if not kept:
        raise MayNotMakeFile
    offered: dict[str, Any] = {"units": kept, "keepers": _keepers(kept)}
    if request.method != "POST":
        form = MakeForm(**offered, initial={"year": today.year})
        return render(request, "documents/case_file_make.html", {"form": form, "tab": "case_files"})
    form = MakeForm(request.POST, **offered)
    if form.run(services.make, actor=request.user, now=now):
        messages.success(request, _("The file is entered into the list."))
        return redirect("documents:case-file", form.result.pk)
    return render(request, "documents/case_file_make.html", {"form": form, "tab": "case_files"}, status=422)


def _keepers(units: list[Unit]) -> list[Person]:
    """Return those who hold a post in one of the units, in Vietnamese order."""
    held = Person.objects.filter(is_active=True, posts__unit__in=units).distinct()
    return list(held.order_by("sort_key", "pk")[:MOST_KEEPERS])


@require_safe
def case_file(request: Request, case_file_id: int) -> HttpResponse:
    """Show a file and what lies in it."""
    found = selectors.get(case_file_id, person=request.user, today=clock.day_of(clock.now()))
    return _page(request, found)


def _page(request: Request, found: CaseFile, *, refused: dict[str, FileForm] | None = None) -> HttpResponse:
    today, refused = clock.day_of(clock.now()), refused or {}
    items = selectors.contents(found, person=request.user, today=today)
    keeps = selectors.may_keep(request.user, found, today=today)
    is_closed = found.state == FileState.CLOSED
    _describe(found)
    terms = list(found.terms.select_related("recorded_by"))
    first, last = selectors.days_of(items)
    context: dict[str, Any] = {
        "case_file": found,
        "items": items,
        "hidden": sum(item.document is None for item in items),
        "first": first,
        "last": last,
        "terms": [(row, retention_in_words(row.years, is_permanent=row.is_permanent)) for row in terms],
        "reopenings": found.reopenings.select_related("reopened_by").order_by("-pk"),
        "may_change": keeps and found.state == FileState.OPEN,
        "is_due": found.archive_due is not None
        and found.state != FileState.HANDED_IN
        and found.archive_due <= today + selectors.NOTICE,
        "entries": Entry.objects.about(f"case_file:{found.pk}"),
        "refused": refused,
        "tab": "case_files",
    }
    if keeps:
        context["terms_form"] = refused.get("terms") or ChangeTermsForm(auto_id="terms_%s", initial=_said(terms))
    if is_closed and request.user.can(Ability.ADMINISTER, today):
        context["reopen_form"] = refused.get("reopen") or ReopenForm(auto_id="reopen_%s")
    if is_closed and selectors.may_hand_in(request.user, found, today=today):
        context["hand_in_form"] = refused.get("hand_in") or HandInForm(auto_id="hand_in_%s")
    tell_unseen(request, refused.values(), context)
    return render(request, "documents/case_file.html", context, status=422 if refused else 200)


def _said(terms: list[Any]) -> dict[str, Any]:
    """Return what was last recorded, as a form shows it."""
    if not terms:
        return {}
    last = terms[0]
    return {
        "years": last.years, "is_permanent": last.is_permanent, "rights": last.rights, "source": last.source,
        "archive_due": format_date(last.archive_due) if last.archive_due else "",
    }  # fmt: skip


def _answer(
    request: Request, case_file_id: int, name: str, form: FileForm, act: Any, done: str, now: dt.datetime
) -> HttpResponse:
    """Do what the form asks and go back to the page; when it is refused show the page with the sentence."""
    found = selectors.get(case_file_id, person=request.user, today=clock.day_of(now))
    if form.run(act, actor=request.user, now=now, case_file_id=found.pk):
        messages.success(request, done)
        return redirect("documents:case-file", found.pk)
    return _page(request, found, refused={name: form})


@require_POST
def set_terms(request: Request, case_file_id: int) -> HttpResponse:
    """Record how long the file is kept, who may open it, when it goes to the archive."""
    form = ChangeTermsForm(request.POST, auto_id="terms_%s")
    return _answer(request, case_file_id, "terms", form, services.set_terms, _("It is recorded."), clock.now())


@require_POST
def reopen(request: Request, case_file_id: int) -> HttpResponse:
    """Open a closed file again."""
    form = ReopenForm(request.POST, auto_id="reopen_%s")
    return _answer(request, case_file_id, "reopen", form, services.reopen, _("The file is open again."), clock.now())


@require_POST
def hand_in(request: Request, case_file_id: int) -> HttpResponse:
    """Record that the file went to the archive."""
    form = HandInForm(request.POST, auto_id="hand_in_%s")
    done = _("It is recorded that the file is in the archive.")
    return _answer(request, case_file_id, "hand_in", form, services.hand_in, done, clock.now())


@require_POST
def close(request: Request, case_file_id: int) -> HttpResponse:
    """Close the file."""
    services.close(case_file_id=case_file_id, actor=request.user, now=clock.now())
    messages.success(request, _("The file is closed; nothing is added or removed any more."))
    return redirect("documents:case-file", case_file_id)


@require_POST
def order(request: Request, case_file_id: int) -> HttpResponse:
    """Put what lies in the file in the order of dates."""
    services.order_by_date(case_file_id=case_file_id, actor=request.user, now=clock.now())
    messages.success(request, _("The documents stand in the order of their dates."))
    return redirect("documents:case-file", case_file_id)


@require_POST
def move_up(request: Request, entry_id: int) -> HttpResponse:
    """Let a document change places with the one before it."""
    found = services.move_up(entry_id=entry_id, actor=request.user, now=clock.now())
    return redirect("documents:case-file", found.pk)


@require_POST
def take_out(request: Request, entry_id: int) -> HttpResponse:
    """Take a document out of the file."""
    found = services.take_out(entry_id=entry_id, actor=request.user, now=clock.now())
    messages.success(request, _("The document was taken out; it stays in the register."))
    return redirect("documents:case-file", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def put(request: Request, document_id: int) -> HttpResponse:
    """Put a document into one of the open files that the person keeps."""
    now = clock.now()
    today = clock.day_of(now)
    document = official.get(document_id, person=request.user, today=today)
    context = {
        "document": document,
        "files": selectors.files_of(document.pk, person=request.user, today=today),
        "tab": "case_files",
    }
    offered = selectors.open_for(request.user, document.pk, today=today)
    if request.method != "POST":
        form = PutForm(files=offered)
        return render(request, "documents/case_file_put.html", context | {"form": form, "offered": offered})
    # All that the person may see are taken: what became of the chosen one in the meantime is for the act to say.
    form = PutForm(request.POST, files=selectors.visible_to(request.user, today=today))
    if form.run(services.put, document_id=document.pk, actor=request.user, now=now):
        messages.success(request, _("The document lies in the file."))
        return redirect("documents:case-file", form.result.case_file_id)
    context |= {"form": form, "offered": offered}
    return render(request, "documents/case_file_put.html", context, status=422)


def _contents(request: Request, case_file_id: int) -> sheet.Sheet:
    today = clock.day_of(clock.now())
    found = selectors.get(case_file_id, person=request.user, today=today)
    return exporting.contents_sheet(found, selectors.contents(found, person=request.user, today=today))


@require_safe
def contents_printed(request: Request, case_file_id: int) -> HttpResponse:
    """Show the table of contents as one sheet to be printed."""
    back = reverse("documents:case-file", args=[case_file_id])
    return sheet.show(request, _contents(request, case_file_id), back=back)


@require_safe
def contents_export(request: Request, case_file_id: int) -> HttpResponse:
    """Send the table of contents as a workbook."""
    return sheet.send(_contents(request, case_file_id), f"muc-luc-ho-so-{case_file_id}")


@require_POST
def archive(request: Request, case_file_id: int) -> FileResponse:
    """Send the whole file as one .zip, and note who took it."""
    now = clock.now()
    found = selectors.get(case_file_id, person=request.user, today=clock.day_of(now))
    packed = exporting.archive(found, person=request.user, today=clock.day_of(now))
    services.note_export(case_file=found, actor=request.user, now=now)
    name = f"ho-so-{found.year}-{found.pk}.zip"
    return FileResponse(packed, as_attachment=True, filename=name, content_type="application/zip")
