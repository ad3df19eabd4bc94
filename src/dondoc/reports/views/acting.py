"""Acts on a report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.kernel import clock
from dondoc.kernel.errors import Invalid
from dondoc.organization import selectors as organization
from dondoc.organization.requests import Request
from dondoc.reports import lifecycle, selectors, services, structures
from dondoc.reports.errors import ContributionChanged, ReportChanged, RequestMissing, SectionMissing
from dondoc.reports.forms import AskForm
from dondoc.reports.models import Report
from dondoc.reports.structures import Section
from dondoc.web.fields import id_of


def _version(request: Request) -> int:
    """Return the version of the report that the page showed."""
    return id_of(request.POST.get("version")) or 0


def _for_edit(request: Request, report_id: int, code: str) -> tuple[Report, Section]:
    """Return a report and one of its sections, for a form that writes in it.

    Raises:
        ReportMissing: no such report, or not one the person may know of.
        WrongState, NotComposer: they may not write in it.
        SectionMissing: it has no such section.
    """
    today = clock.day_of(clock.now())
    report = selectors.get(report_id, person=request.user, today=today)
    lifecycle.require("edit", selectors.facts(report, actor=request.user, today=today))
    section = report.kind.section(code)
    if section is None:
        raise SectionMissing
    return report, section


@require_http_methods(["GET", "POST"])
def word(request: Request, report_id: int, section: str) -> HttpResponse:
    """Word a section around its figures; what was typed stays where somebody else was faster, beside their words."""
    now = clock.now()
    report, found = _for_edit(request, report_id, section)
    refusal, status, overtaken_by = None, 200, ""
    basis = selectors.Basis.of(report, now=now)
    tally = selectors.tally_of(basis) or selectors.tallied(basis)
    text = there = selectors.text_of(report, found, total=tally.total)
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            services.word(
                report_id=report.pk, version=_version(request), section=found.code, text=text, actor=request.user,
                now=now,
            )  # fmt: skip
        except Invalid as refused:
            refusal, status = refused.sentence, 422
        except ReportChanged as refused:
            refusal, status, overtaken_by = refused.sentence, 409, there
        else:
            messages.success(request, _("The words are kept; the figures in them stay live."))
            return redirect(f"{report.address}#{found.code}")
    counted = selectors.values(tally, structures.counters(), basis=basis)
    known = selectors.known_figures(report)
    context = {
        "report": report,
        "section": found,
        "text": text,
        "refusal": refusal,
        "overtaken_by": overtaken_by,
        "values": counted,
        "measured": [(code, name) for code, name in known.items() if code not in structures.counters()],
    }
    return render(request, "reports/word.html", context, status=status)


@require_http_methods(["GET", "POST"])
def ask_units(request: Request, report_id: int, section: str) -> HttpResponse:
    """Ask units for what they have to say in a section."""
    report, found = _for_edit(request, report_id, section)
    offered = [report.unit, *organization.below(report.unit)]
    asked = list(selectors.asked_in(report, found.code))
    silent = [one.unit_id for one in asked if not one.contributions.all()]
    form = AskForm(request.POST or None, units=offered, initial={"unit_ids": silent})
    act = {"report_id": report.pk, "version": _version(request), "section": found.code}
    if request.method == "POST" and form.run(services.ask_units, **act, actor=request.user, now=clock.now()):
        messages.success(request, _("The units are asked; what they write comes into the section."))
        return redirect(f"{report.address}#{found.code}")
    context = {"report": report, "section": found, "form": form, "asked": asked}
    return render(request, "reports/ask_units.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def contribute(request: Request, request_id: int) -> HttpResponse:
    """Write what is asked of a unit."""
    now = clock.now()
    today = clock.day_of(now)
    try:
        asked = selectors.get_request(request_id, person=request.user, today=today)
    except RequestMissing:
        known = selectors.requests_known_to(request.user, today=today).filter(pk=request_id).first()
        if known is None or request.method != "GET":
            raise
        return redirect(known.report.address)
    written = list(asked.contributions.select_related("by").order_by("-pk"))
    text, refusal, status = written[0].words if written else "", None, 200
    if request.method == "POST":
        text = request.POST.get("words", "")
        try:
            seen = id_of(request.POST.get("seen")) or 0
            services.contribute(request_id=asked.pk, words=text, seen=seen, actor=request.user, now=now)
        except Invalid as refused:
            refusal, status = refused.sentence, 422
        except ContributionChanged as refused:
            refusal, status = refused.sentence, 409
        else:
            messages.success(request, _("What you wrote stands in the report; you may write it anew until it is sent."))
            return redirect("reports:contribute", asked.pk)
    section = asked.report.kind.section(asked.section)
    context = {
        "asked": asked,
        "earlier": asked.earlier.select_related("asked_by"),
        "section": section,
        "written": written,
        "text": text,
        "refusal": refusal,
    }
    return render(request, "reports/contribute.html", context, status=status)


@require_POST
def count_anew(request: Request, report_id: int) -> HttpResponse:
    """Count the figures of a large report anew."""
    report = services.count_anew(report_id=report_id, actor=request.user, now=clock.now())
    messages.success(request, _("The figures are being counted anew."))
    return redirect(report.address)


@require_POST
def hand_on(request: Request, report_id: int) -> HttpResponse:
    """Freeze a report and hand it on as a draft."""
    report = services.ask_to_hand_on(
        report_id=report_id, version=_version(request), actor=request.user, now=clock.now()
    )
    if report.draft_id is None:
        messages.success(request, _("The report is being handed on; you may leave this page."))
        return redirect(report.address)
    messages.success(request, _("The figures are frozen. Name the addressees and the signer in the draft."))
    return redirect("drafts:draft", report.draft_id)


@require_POST
def open_again(request: Request, report_id: int) -> HttpResponse:
    """Go on with a report whose draft was withdrawn."""
    report = services.open_again(report_id=report_id, version=_version(request), actor=request.user, now=clock.now())
    messages.success(request, _("The report is open again; what it was sent with stays on record."))
    return redirect(report.address)


@require_POST
def withdraw(request: Request, report_id: int) -> HttpResponse:
    """Withdraw a report."""
    report = services.withdraw(
        report_id=report_id, version=_version(request), reason=request.POST.get("reason", ""), actor=request.user,
        now=clock.now(),
    )  # fmt: skip
    messages.success(request, _("The report is withdrawn."))
    return redirect(report.address)
