"""Taking in an office's old register: send, look, choose columns, take in or back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.documents import files
from dondoc.documents.errors import FileMissing
from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.tasks import errors, services
from dondoc.tasks.models import ImportBatch
from dondoc.tasks.sheets import FIELDS

PAGE = 50


@require_http_methods(["GET", "POST"])
def imports(request: Request) -> HttpResponse:
    """List the imports, and take a workbook to be looked at."""
    now = clock.now()
    if request.method == "POST":
        upload = request.FILES.get("file")
        if upload is None:
            raise FileMissing
        data, name = files.read_upload(upload)
        batch = services.start_import(data=data, name=name, actor=request.user, now=now)
        return redirect("tasks:import-batch", batch.pk)
    services.require_importer(request.user, now=now)
    batches = ImportBatch.objects.select_related("made_by", "document").order_by("-pk")
    page = Paginator(batches, PAGE).get_page(request.GET.get("trang"))
    return render(request, "tasks/imports.html", {"page": page})


@require_http_methods(["GET", "POST"])
def import_batch(request: Request, batch_id: int) -> HttpResponse:
    """Show what each row would become, and let the columns be chosen."""
    now = clock.now()
    if request.method == "POST":
        mapping = request.POST.getlist("column")
        services.map_columns(batch_id=batch_id, mapping=mapping, actor=request.user, now=now)
        return redirect("tasks:import-batch", batch_id)
    services.require_importer(request.user, now=now)
    batch = ImportBatch.objects.select_related("file", "document", "made_by").filter(pk=batch_id).first()
    if batch is None:
        raise errors.ImportMissing
    headings, rows = services.rows_of(batch)
    taken = [row for row in rows if not row.problems]
    context = {
        "batch": batch,
        "columns": list(zip(headings, batch.mapping, strict=False)),
        "fields": [(name, label) for name, (label, _headings) in FIELDS.items()],
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "figures": {
            "all": len(rows),
            "taken": len(taken),
            "left": len(rows) - len(taken),
            "dated": sum(row.due_date is not None for row in taken),
            "led": sum(row.lead_unit is not None for row in taken),
            "claims": sum(row.claims_done for row in taken),
        },
    }
    return render(request, "tasks/import_batch.html", context)


@require_POST
def take_in(request: Request, batch_id: int) -> HttpResponse:
    """Make the tasks of the import."""
    batch = services.take_in(batch_id=batch_id, actor=request.user, now=clock.now())
    messages.success(request, _("The register is taken in."))
    return redirect("tasks:import-batch", batch.pk)


@require_POST
def take_back(request: Request, batch_id: int) -> HttpResponse:
    """Take the import back."""
    services.take_back(batch_id=batch_id, actor=request.user, now=clock.now())
    messages.success(request, _("The import is taken back; none of its tasks is left."))
    return redirect("tasks:imports")
