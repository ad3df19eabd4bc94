"""The address book: entries are added and ended, never changed."""

from __future__ import annotations

import datetime as dt

import pytest

from dondoc.audit.models import Entry
from dondoc.documents.exchange import errors, selectors, services
from dondoc.documents.exchange.models import Correspondent
from tests.world import NOW, TODAY

DAY = dt.timedelta(days=1)
STC = {
    "name": "Sở Tài chính", "organ_id": "000.00.19.H48", "source": "Công văn 1/STTTT", "note": "",
    "valid_from": dt.date(2025, 7, 1),
}  # fmt: skip


def add(world, who="clerk", **change):
    """Enter an agency."""
    return services.add_correspondent(**(STC | change), actor=getattr(world, who), now=NOW)


def test_an_agency_renamed(world):
    """The old entry ends, a new one begins; each holds on its days."""
    old = add(world)
    services.end_correspondent(correspondent_id=old.pk, valid_to=TODAY, actor=world.clerk, now=NOW)
    new = add(world, name="Sở Tài chính và Kế hoạch", valid_from=TODAY)

    assert list(selectors.correspondents_on(TODAY - DAY)) == [old]
    assert list(selectors.correspondents_on(TODAY)) == [new]
    assert [entry.act for entry in Entry.objects.order_by("pk")] == [
        "documents.add_correspondent", "documents.end_correspondent", "documents.add_correspondent",
    ]  # fmt: skip


def test_in_vietnamese_order(world):
    """Whatever the database sorts by."""
    for number, name in enumerate(["Ủy ban nhân dân tỉnh", "Sở Xây dựng", "Đài Phát thanh", "Ban Dân tộc", "Sở Ái"]):
        add(world, name=name, organ_id=str(number))

    assert [entry.name for entry in selectors.correspondents_on(TODAY)] == [
        "Ban Dân tộc", "Đài Phát thanh", "Sở Ái", "Sở Xây dựng", "Ủy ban nhân dân tỉnh",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        pytest.param(lambda world, entry: add(world, "officer", organ_id="2"), errors.MayNotExchange, id="not-a-clerk"),
        pytest.param(lambda world, entry: add(world, name="Sở khác"), errors.OrganIdTaken, id="one-id-of-two"),
        pytest.param(
            lambda world, entry: services.end_correspondent(
                correspondent_id=entry.pk, valid_to=TODAY, actor=world.officer, now=NOW
            ),
            errors.MayNotExchange,
            id="ended-by-no-clerk",
        ),
        pytest.param(
            lambda world, entry: services.end_correspondent(
                correspondent_id=entry.pk, valid_to=entry.valid_from, actor=world.clerk, now=NOW
            ),
            errors.CorrespondentEndsTooEarly,
            id="ends-before-it-begins",
        ),
        pytest.param(
            lambda world, entry: services.end_correspondent(
                correspondent_id=entry.pk + 1, valid_to=TODAY, actor=world.clerk, now=NOW
            ),
            errors.CorrespondentMissing,
            id="no-such-entry",
        ),
    ],
)
def test_refusal_changes_nothing(world, act, refusal):
    """No entry, nothing in the log."""
    entry = add(world)
    before = list(Correspondent.objects.values()), Entry.objects.count()

    with pytest.raises(refusal):
        act(world, entry)

    assert (list(Correspondent.objects.values()), Entry.objects.count()) == before
