"""Taking a passage apart and two together: the words of the document stay as they are."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.audit.models import Entry
from dondoc.tasks import errors, selectors, services
from dondoc.tasks.choices import Decision
from dondoc.tasks.clauses import clause_borders, shortened
from dondoc.tasks.models import Proposal
from tests.world import NOW, directive, document, proposal

TWO_DUTIES = "Trung tâm lập kế hoạch trước ngày 30/11/2026; đồng thời nghiên cứu, đề xuất nhiệm vụ mới"
DATED = {"kind": "date", "date": "2026-11-30", "phrase": "trước ngày 30/11/2026", "rule": "before_day"}


@pytest.fixture
def source(world):
    """One sentence with two duties, and one after it."""
    return document(
        world,
        [directive(TWO_DUTIES, lead=["Trung tâm"], deadline=DATED), directive("Báo cáo Giám đốc Sở", path="2.(2)")],
    )


def snapshot():
    """Return all that a refusal must leave alone."""
    return list(Proposal.objects.order_by("pk").values()), Entry.objects.count()


def border_before(found, words):
    """Return the offset in the document where some words of a proposal begin."""
    return found.directive.document.text.index(words)


def test_split(world, source):
    """Each part has its own words; the date stays with the words that give it."""
    whole = proposal(source)

    first, second = services.split(
        proposal_id=whole.pk, border=border_before(whole, "đồng thời"), actor=world.clerk, now=NOW
    )

    assert (first.quote, second.quote) == (
        "Trung tâm lập kế hoạch trước ngày 30/11/2026", "đồng thời nghiên cứu, đề xuất nhiệm vụ mới",
    )  # fmt: skip
    assert (first.due_date, second.due_date) == (dt.date(2026, 11, 30), None)
    assert (first.lead_unit, second.lead_unit) == (world.centre, world.centre)
    assert [found.number for found in selectors.proposals_of(source)] == [1, 2, 3]
    assert Entry.objects.latest("pk").act == "tasks.split_proposal"


def test_merge_takes_the_split_back(world, source):
    """The same words as before, open for review again."""
    whole = proposal(source)
    before = (whole.start, whole.end, whole.quote)
    _first, second = services.split(
        proposal_id=whole.pk, border=border_before(whole, "đồng thời"), actor=world.clerk, now=NOW
    )

    merged = services.merge(proposal_id=second.pk, actor=world.clerk, now=NOW)

    assert (merged.start, merged.end, merged.quote) == before
    assert merged.decision == Decision.TODO
    assert len(selectors.proposals_of(source)) == selectors.progress_of(source).total == 2


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        pytest.param(
            lambda found, actor: services.split(proposal_id=found.pk, border=found.start + 3, actor=actor, now=NOW),
            errors.NoSuchBorder,
            id="in-the-middle-of-a-word",
        ),
        pytest.param(
            lambda found, actor: services.split(proposal_id=found.pk, border=found.end, actor=actor, now=NOW),
            errors.NoSuchBorder,
            id="at-the-end",
        ),
        pytest.param(
            lambda found, actor: services.merge(proposal_id=found.pk, actor=actor, now=NOW),
            errors.NothingBefore,
            id="nothing-before",
        ),
    ],
)
def test_refusal_changes_nothing(world, source, act, refusal):
    """A clause is not cut, and the first has none before it."""
    before = snapshot()

    with pytest.raises(refusal):
        act(proposal(source), world.clerk)

    assert snapshot() == before


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"kind": "date", "date": "2026-12-15", "phrase": "trước ngày 15/12/2026"}, id="another-day"),
        pytest.param({"kind": "recurring", "date": None, "phrase": "hằng quý"}, id="words-without-a-day"),
    ],
)
def test_two_deadlines_stay_two_tasks(world, other):
    """Neither is dropped in silence, whichever stands first."""
    for sentences in ([DATED, other], [other, DATED]):
        source = document(world, [directive("Trung tâm báo cáo", deadline=said) for said in sentences])
        before = snapshot()

        with pytest.raises(errors.TwoDeadlines):
            services.merge(proposal_id=proposal(source, 2).pk, actor=world.clerk, now=NOW)

        assert snapshot() == before


@given(st.text(alphabet="aâ ;,.:\nvà đồngthi", max_size=200))
def test_borders_lie_inside_and_lose_nothing(passage):
    """What stands before and after a border is the passage."""
    for offset, words in clause_borders(passage):
        assert 0 < offset < len(passage)
        assert passage[:offset] + words == passage


@given(st.text(max_size=400), st.integers(20, 200))
def test_a_short_name_is_short(text, length):
    """And one that fits is left alone."""
    name = shortened(text, length)

    assert len(name) <= length + 3  # ß in front becomes SS
    assert name.casefold() == " ".join(text.split()).casefold() or name.endswith("…")


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        pytest.param(
            "Rà soát các nhiệm vụ do Sở và cấp trên giao, đồng thời báo cáo kết quả trước ngày 15/12/2026",
            ["đồng thời báo cáo kết quả trước ngày 15/12/2026"],
            id="nouns-are-no-clause",
        ),
        pytest.param("Kiểm kê máy móc, thiết bị và đất đai của Trại", [], id="a-list-of-things"),
        pytest.param(
            "Xây dựng kế hoạch và triển khai thực hiện trong quý I",
            ["và triển khai thực hiện trong quý I"],
            id="a-second-verb",
        ),
        pytest.param(
            "Trung tâm lập phương án; Phòng Kế hoạch tham mưu trình Giám đốc Sở",
            ["Phòng Kế hoạch tham mưu trình Giám đốc Sở"],
            id="another-party",
        ),
        pytest.param("Báo cáo Giám đốc Sở trước ngày 15/12/2026, trong đó nêu rõ nguyên nhân", [], id="how-to-report"),
    ],
)
def test_a_border_is_offered_where_a_duty_begins(passage, expected):
    """Where no clerk would choose, none is offered."""
    assert [words for _offset, words in clause_borders(passage)] == expected
