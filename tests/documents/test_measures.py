"""What is counted over documents."""

from __future__ import annotations

import datetime as dt

import pytest

from dondoc.kernel import measures, periods
from dondoc.kernel.measures import Scope
from dondoc.kernel.periods import Period
from tests.documents.outgoing import signed
from tests.world import NOW, TODAY

LATER = NOW + dt.timedelta(days=3)


@pytest.fixture
def issued(world, kept_files):
    """A document that was issued."""
    return signed.issued(world)


class TestIssued:
    def test_by_the_date_that_it_bears(self, world, issued):
        """Of the body that issued it, of those above and of nobody else."""
        measure = measures.get("documents.issued")
        year = periods.months(2026, 1, 12)

        assert measure.by_unit(Scope(year), now=LATER) == {issued.issuer_id: measures.Figure(1)}
        assert measure.figure(Scope(year, frozenset([world.department.pk])), now=LATER).counted == 1
        assert measure.figure(Scope(year, frozenset([world.farm.pk])), now=LATER).counted == 0
        before = Period(dt.date(2026, 1, 1), issued.date - dt.timedelta(days=1), "")
        assert measure.figure(Scope(before), now=LATER).counted == 0

    def test_what_was_not_recorded_yet(self, world, issued):
        """By a moment before it was issued, nobody knew."""
        year = periods.months(2026, 1, 12)
        early = issued.issued_at - dt.timedelta(seconds=1)

        assert measures.get("documents.issued").figure(Scope(year, known_at=early), now=LATER).counted == 0
        assert measures.get("documents.issued").figure(Scope(year, known_at=issued.issued_at), now=LATER).counted == 1

    def test_is_listed_for_whom_it_may_be(self, world, issued):
        """The page of the document opens from it."""
        measure = measures.get("documents.issued")
        records = measure.behind(Scope(periods.months(2026, 1, 12)), now=LATER)

        (shown,) = measure.shown(measure.visible(records, world.director, TODAY))
        assert issued.subject in shown.title
        assert measure.visible(records, world.farm_head, TODAY).count() == 0
