"""What reporting refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing, NotAllowed, Overtaken


class ReportMissing(Missing):
    """No such report, or not one the person may know of."""

    code = "reports.missing"
    message = _("There is no such report, or it is not one of your units.")


class SectionMissing(Missing):
    """The kind of report has no such section."""

    code = "reports.section_missing"
    message = _("The report has no such section. Choose one from its contents.")


class FigureMissing(Missing):
    """There is no figure of that code."""

    code = "reports.figure_missing"
    message = _("There is no such figure. Open it from the report.")


class SnapshotMissing(Missing):
    """The report was not frozen under that number."""

    code = "reports.snapshot_missing"
    message = _("The report was never sent under this number. Choose one of its copies as sent.")


class RequestMissing(Missing):
    """No such request, or not one for a unit of the person."""

    code = "reports.request_missing"
    message = _("Nothing of this kind is asked of your units.")


class KindUnknown(Invalid):
    """There is no such kind of report."""

    code = "reports.kind_unknown"
    message = _("Choose the kind of report from the list.")


class PeriodUnfit(Invalid):
    """The months do not make the period of the kind."""

    code = "reports.period_unfit"
    message = _("Choose the year and the months of the report; the last month is not before the first.")


class PeriodNotBegun(Invalid):
    """The period lies in the future."""

    code = "reports.period_not_begun"
    message = _("The period begins on %(day)s: choose one that has begun.")


class DocumentNeeded(Invalid):
    """The report is on how a document was carried out, and none is named."""

    code = "reports.document_needed"
    message = _("Say which document the report is on.")


class UnitNotYours(NotAllowed):
    """The person looks after no such unit."""

    code = "reports.unit_not_yours"
    message = _("You report on your own unit and on those you look after: choose one of them.")


class NotComposer(NotAllowed):
    """Somebody from outside the unit that composes the report."""

    code = "reports.not_composer"
    message = _("The report is composed by %(unit)s: ask somebody there.")


class WrongState(Conflict):
    """The report has moved on."""

    code = "reports.wrong_state"
    message = _("The report is “%(state)s”, so this step is closed. Open it again to see where it stands.")


class ReportChanged(Overtaken):
    """Somebody else changed it after it was looked at."""

    code = "reports.changed"
    message = _("Somebody changed the report after you opened it. Look at it as it is now, then do it again.")


class ContributionChanged(Conflict):
    """Somebody of the same unit wrote meanwhile."""

    code = "reports.contribution_changed"
    message = _("%(name)s wrote for your unit after you opened this page. Read it below, then send yours again.")


class UnknownFigure(Invalid):
    """A text names a figure that there is not."""

    code = "reports.unknown_figure"
    message = _("There is no figure called {%(name)s}. Use one of the names listed beside the text.")


class BraceAlone(Invalid):
    """A brace that belongs to no figure."""

    code = "reports.brace_alone"
    message = _("The braces { } stand around the name of a figure only: mend or remove the one near “%(near)s”.")


class TextTooLong(Invalid):
    """More words than a section holds."""

    code = "reports.text_too_long"
    message = _("The text is longer than %(most)s characters: shorten it.")


class NothingWritten(Invalid):
    """Nothing was written."""

    code = "reports.nothing_written"
    message = _("Write something first.")


class NotFree(Conflict):
    """The section is computed; nobody is asked for it."""

    code = "reports.not_free"
    message = _("This section is computed: units are asked for sections of free text only.")


class DueInThePast(Invalid):
    """A deadline that has passed, or none."""

    code = "reports.due_in_the_past"
    message = _("Set a day from today on.")


class NobodyAsked(Invalid):
    """No unit was chosen."""

    code = "reports.nobody_asked"
    message = _("Choose the units that are asked: those below the unit of the report, or the unit itself.")


class DraftStillOpen(Conflict):
    """The draft that carries the report goes on."""

    code = "reports.draft_still_open"
    message = _("The draft of the report is “%(state)s”: withdraw it first, then open the report again.")


class NotSchedulable(Invalid):
    """A kind of report that has no fixed period."""

    code = "reports.not_schedulable"
    message = _("A report of freely chosen months has no fixed period: choose a kind that recurs.")


class AlreadyScheduled(Conflict):
    """The unit owes that kind already."""

    code = "reports.already_scheduled"
    message = _("This kind of report of the unit is scheduled already: end that row first.")


class ScheduleMissing(Missing):
    """No such schedule, or not one of the person's units."""

    code = "reports.schedule_missing"
    message = _("There is no such schedule, or it is not one of your units.")


class SourceMissing(Invalid):
    """It is not said what orders the report."""

    code = "reports.source_missing"
    message = _("Say which document orders the report: what is not ordered is not scheduled.")


class FiguresNotCounted(Conflict):
    """So many tasks are counted in the background, and are not yet."""

    code = "reports.figures_not_counted"
    message = _("The figures of the report are being counted: open it again in a moment.")
