"""The data tables."""

from __future__ import annotations

import pytest

from dondoc.reading import tables
from dondoc.reading.zones import unmarked


def test_the_reading_names_the_tables_it_used():
    """One hash over all files."""
    assert len(tables.load().digest) == 64


def test_kinds_of_duties_are_known():
    """No misspelt kind."""
    assert set(tables.load().duties.values()) <= {"task", "standing", "report", "either", "adverb", "modal"}


def test_sorts_of_heads_are_known():
    """No misspelt sort."""
    assert set(tables.load().heads.values()) == {"body", "post", "group"}


def test_no_confusion_is_its_own_correction():
    """Each row corrects something."""
    assert [wrong for wrong, right in tables.load().confusions.items() if wrong == right] == []


@pytest.mark.parametrize("topic", ["short_duties", "noun_like_duties", "opening_only"])
def test_lists_of_duties_name_duties(topic):
    """A word taken out of one table is taken out of the others."""
    words = set(tables.load().phrases[topic])
    known = set(tables.load().duties)

    assert sorted(word for word in words - known if topic != "noun_like_duties") == []


def test_phrases_are_matched_in_lower_case():
    """Lists that are matched in lower case hold nothing else."""
    for topic in ("assigning", "adverbial_starts", "assessing_starts", "introducing_ends", "opening_acts"):
        assert [phrase for phrase in tables.load().phrases[topic] if phrase != phrase.lower()] == []


def test_marks_fall_off():
    """What a scan leaves of a name."""
    assert unmarked("Quyết định") == "QUYET DINH"
