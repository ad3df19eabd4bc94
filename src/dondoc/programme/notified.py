"""What is asked of units for the work programme, as notices show it."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from dondoc.kernel.subjects import Line, Subject

from . import selectors
from .models import Call

CALL = "programme.call"


def _shown(ids: Collection[int]) -> dict[int, Line]:
    return {call.pk: _line(call) for call in Call.objects.filter(pk__in=ids).select_related("body", "unit")}


def _line(call: Call) -> Line:
    about = _("Work programme of %(year)s") % {"year": call.year}
    title = _("Register for the work programme of %(year)s of %(body)s") % {"year": call.year, "body": call.body.name}
    return Line(about, title, call.unit.name, call.address)


SUBJECT = Subject(CALL, lambda person, today: selectors.calls_of(person, today=today), _shown)
