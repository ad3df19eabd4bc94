"""Dated names as values: one holds on every day of a unit's life, and no unit ever stands under itself."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.kernel.errors import DomainError
from dondoc.kernel.vietnamese import sort_bytes, sort_key
from dondoc.organization.units import names as dated
from dondoc.organization.units.names import Names, Version

DAYS = st.dates(dt.date(2018, 1, 1), dt.date(2026, 12, 31))
NAMES = st.builds(Names, st.sampled_from("ABCDE"), st.just("x"), parent_id=st.sampled_from([None, 1, 2]))
CHANGES = st.lists(st.tuples(st.sampled_from(["rename", "precede"]), NAMES, DAYS), max_size=12)
A, B = Names("Trung tâm A", "A"), Names("Trung tâm B", "B")
DAY = dt.date(2024, 5, 17)


def live(began, changes, ends):
    """Return the versions of a unit to which all this happened, refusals aside."""
    versions = (Version(A, began),)
    for kind, names, day in changes:
        change = dated.renamed if kind == "rename" else dated.preceded
        try:
            versions = change(versions, names, day)
        except DomainError:
            continue
    if ends is not None:
        with contextlib.suppress(DomainError):
            versions = dated.ended(versions, ends)
    return versions


@given(began=st.none() | DAYS, changes=CHANGES, ends=st.none() | DAYS, day=DAYS)
def test_one_name_holds_on_every_day_of_its_life(began, changes, ends, day):
    """And none before or after; what is printed then is the nearest."""
    versions = live(began, changes, ends)

    over = versions[-1].ends
    is_alive = (began is None or began <= day) and (over is None or day < over)
    assert sum(version.holds_on(day) for version in versions) == is_alive
    assert dated.nearest(versions, day) in versions


@given(began=st.none() | DAYS, changes=CHANGES)
def test_each_version_ends_where_the_next_begins(began, changes):
    """No gap and no overlap; the first is as old as the unit."""
    versions = live(began, changes, None)

    assert [version.ends for version in versions[:-1]] == [version.starts for version in versions[1:]]
    assert all(version.starts is None or version.starts < version.ends for version in versions[:-1])
    assert versions[0].starts == began


def test_on_the_day_the_names_began_they_are_corrected():
    """A slip of the pen leaves no version of no days."""
    versions = dated.renamed((Version(A),), B, DAY)

    corrected = replace(B, symbol="TTB")
    assert dated.renamed(versions, corrected, DAY) == (Version(A, None, DAY), Version(corrected, DAY))


@pytest.mark.parametrize(
    ("change", "day"),
    [
        pytest.param(dated.renamed, DAY - dt.timedelta(days=1), id="renamed-before-the-present-names-began"),
        pytest.param(lambda versions, _names, day: dated.ended(versions, day), DAY, id="ended-on-that-day"),
        pytest.param(dated.preceded, DAY, id="named-before-until-the-first-names-ended"),
        pytest.param(lambda versions, _names, day: dated.renamed(versions, B, day), DAY, id="renamed-as-it-is"),
    ],
)
def test_what_does_not_fit_is_refused(change, day):
    """The versions are values: nothing changes by itself."""
    versions = (Version(A, None, DAY), Version(B, DAY))

    with pytest.raises(DomainError):
        change(versions, Names("Trung tâm C", "C"), day)


@pytest.mark.parametrize(
    ("unit", "parent", "day", "is_loop"),
    [
        pytest.param(1, 3, DAY, True, id="under-what-is-below-it"),
        pytest.param(1, 1, DAY, True, id="under-itself"),
        pytest.param(3, 1, DAY, False, id="nearer-to-the-top"),
        pytest.param(4, 5, DAY, True, id="it-is-no-loop-today-but-was-one-then"),
        pytest.param(4, 5, dt.date(2025, 6, 1), False, id="no-loop-once-the-other-had-gone"),
    ],
)
def test_loops(unit, parent, day, is_loop):
    """1 over 2 over 3; 5 stood under 4 until 2025 and stands under 1 now."""
    under = lambda above, starts=None, ends=None: Version(replace(A, parent_id=above), starts, ends)  # noqa: E731
    new_year = dt.date(2025, 1, 1)
    histories = {
        1: (under(None),), 2: (under(1),), 3: (under(2),), 4: (under(1),),
        5: (under(4, None, new_year), under(1, new_year)),
    }  # fmt: skip

    assert dated.loops(histories, unit, parent, day) is is_loop


LETTERS = st.text(st.sampled_from("aăâbcdđeêoôơuưxy AĂÔ àáảãạ ầẩ ợ 1-&"), max_size=8)


@given(one=LETTERS, other=LETTERS)
def test_bytes_sort_as_the_alphabet_does(one, other):
    """So that a database orders names as a dictionary does."""
    assert (sort_bytes(one) < sort_bytes(other)) == (sort_key(one) < sort_key(other))
