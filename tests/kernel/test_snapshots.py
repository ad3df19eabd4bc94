"""What is frozen: ids in ranges and one way to write a number."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dondoc.kernel import snapshots


@given(st.sets(st.integers(1, 10**6)))
def test_ids_in_ranges_give_the_ids_back(ids):
    """Whatever was counted."""
    assert snapshots.spread(snapshots.compact(ids)) == sorted(ids)


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_a_number_is_written_in_one_way(number):
    """As the database gives it back, with noughts or without."""
    assert snapshots.digest({"n": number}) == snapshots.digest({"n": number.quantize(Decimal("0.0001")).normalize()})


def test_runs_of_ids_are_short():
    """And each id stands once."""
    assert snapshots.compact([10, 1, 2, 3, 3, 12, 11, 8]) == "1-3,8,10-12"
