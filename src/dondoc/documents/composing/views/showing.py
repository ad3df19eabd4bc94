"""A draft, its versions and its files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dondoc.documents.composing import comparing, files, preview, selectors, setting
from dondoc.kernel import clock
from dondoc.organization.requests import Request
from dondoc.web.fields import id_of

from .page import page, panel_of


@require_safe
@never_cache  # going back in the browser shows the draft as it is, not as it was before the last act
def draft(request: Request, draft_id: int) -> HttpResponse:
    """Show a draft: its parts on the left, as it will be printed on the right."""
    now = clock.now()
    found = selectors.get(draft_id, person=request.user, today=clock.day_of(now))
    return page(request, found, now=now, panel=panel_of(found, request.GET, today=clock.day_of(now)))


@require_safe
def versions(request: Request, draft_id: int) -> HttpResponse:
    """List the versions with who changed what, and compare two: `?tu=1&den=3`."""
    found = selectors.get(draft_id, person=request.user, today=clock.day_of(clock.now()))
    earlier, later = (id_of(request.GET.get(name)) for name in ("tu", "den"))
    after = selectors.get_version(found, found.version if later is None else later)
    before = selectors.get_version(found, max(after.number - 1, 1) if earlier is None else earlier)
    rows = comparing.compared(
        comparing.paragraphs(before.content, before.signature), comparing.paragraphs(after.content, after.signature)
    )
    content = setting.content_of(after.content, signature=after.signature)
    context = {
        "draft": found,
        "versions": selectors.versions_of(found),
        "before": before,
        "after": after,
        "rows": rows,
        "has_changes": any(row.state != "same" for row in rows),
        "preview": preview.of(content, year=clock.day_of(after.at).year),
    }
    return render(request, "documents/composing/versions.html", context)


@require_safe
def file(request: Request, draft_id: int, number: int, kind: str) -> HttpResponse:
    """Send a version as .docx or .pdf, number and date left blank."""
    if kind not in files.KINDS:
        raise Http404
    found = selectors.get(draft_id, person=request.user, today=clock.day_of(clock.now()))
    version = selectors.get_version(found, number)
    made = files.make(found, version, kind)
    name = files.name_of(found, version, kind)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(made, content_type=files.KINDS[kind], headers=headers)
