"""Words as search compares them, and what of a text is marked."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dondoc.documents.searching import snippets, words
from dondoc.kernel.vietnamese import fold

VIETNAMESE = some.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãạáấếịợỳĐÂƯ 0123456789/-.,\n", max_size=80)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Đôn đốc", ["don", "doc"], id="marks-and-d"),
        pytest.param("Số: 335/TB-SKHCN", ["so", "335", "tb", "skhcn"], id="number-and-symbol"),
        pytest.param("Quyết định", ["quyet", "dinh"], id="tone-marks"),
        pytest.param(unicodedata.normalize("NFD", "Quyết định"), ["quyet", "dinh"], id="decomposed"),
        pytest.param("10 µg/m²", ["10", "ub5g", "mub2"], id="another-script"),
        pytest.param("Ω", ["u3c9"], id="greek"),
        pytest.param(" …!? ", [], id="nothing"),
        pytest.param("\u0301", [], id="a-mark-alone"),
        pytest.param("a_b=c", ["a", "b", "c"], id="signs-of-the-index"),
    ],
)
def test_words(text, expected):
    """In ASCII, in their order."""
    assert words.words_of(text) == expected


@given(VIETNAMESE)
def test_words_are_those_of_the_folded_text(text):
    """As all other search in the product compares them; composed or not."""
    assert words.words_of(text) == words.words_of(fold(text))
    assert words.words_of(text) == words.words_of(unicodedata.normalize("NFD", text))


@given(some.text(max_size=200))
def test_words_of_any_text_are_plain(text):
    """What reaches the index is letters and digits of ASCII, and the skeleton keeps the places."""
    assert all(word.isascii() and word.isalnum() and len(word) <= words.LONGEST_WORD for word in words.words_of(text))
    assert len(words.skeleton(text)) == len(text)


@pytest.mark.parametrize(
    ("said", "field", "expected"),
    [
        pytest.param(["hanh"], "", ["hanh"], id="one-word"),
        pytest.param(["cai", "cach", "hanh"], "", ["_cai_cach", "_cach_hanh"], id="side-by-side"),
        pytest.param(["tb", "skhcn"], "ky-hieu", ["=ky-hieu=_tb_skhcn"], id="of-a-field"),
    ],
)
def test_terms(said, field, expected):
    """Pairs say that words stand side by side."""
    assert words.terms_of(said, field) == expected


def test_indexed_text():
    """Words in their order, terms of the fields, pairs; no pair over the border of two parts."""
    held = words.index_text({"so": "335", "ky-hieu": "TB-SKHCN"}, "Đôn đốc")

    assert held == " 335 tb skhcn don doc =so=335 =ky-hieu=tb =ky-hieu=skhcn =ky-hieu=_tb_skhcn _tb_skhcn _don_doc "


def test_three_words_side_by_side_are_one_term():
    """Each three in a row; not over the border of two parts."""
    held = words.index_text({}, "cải cách hành chính", "nhà nước").split()

    assert [term for term in held if term.count("_") == 3] == ["_cai_cach_hanh", "_cach_hanh_chinh"]


def test_where_the_threes_have_no_room_the_index_says_so():
    """None of them is there, so that a phrase is compared with the text."""
    held = words.index_text({}, " ".join(f"w{n % 3000:04d} v{n:06d}" for n in range(25_000))).split()

    assert words.CUT in held
    assert [term for term in held if term.count("_") == 3] == []


def test_a_hostile_text_is_indexed_as_far_as_the_database_bears():
    """A file of nothing but different words."""
    held = words.index_text({}, " ".join(f"w{n:07d}" for n in range(200_000)))

    assert 0 < sum(len(term) + 1 for term in set(held.split())) <= words.MOST_BYTES


def test_a_book_is_indexed_whole():
    """The last of 250 000 words, and the last pair."""
    text = "thực hiện cải cách hành chính " * 40_000 + "đôn đốc"

    held = words.index_text({}, text)

    assert " doc " in held
    assert " _don_doc " in held


def said(pieces):
    """Return pieces as one text with brackets around what is marked."""
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "looked_for", "expected"),
    [
        pytest.param("Đôn đốc thực hiện", [("don", "doc")], "[Đôn đốc] thực hiện", id="own-letters"),
        pytest.param("đôn, đốc", [("don",), ("doc",)], "[đôn], [đốc]", id="each-word"),
        pytest.param("đôn\n  đốc", [("don", "doc")], "[đôn\n  đốc]", id="over-a-line"),
        pytest.param("hành động", [("han",)], "hành động", id="not-inside-a-word"),
        pytest.param("335/TB-SKHCN", [("335", "tb", "skhcn")], "[335/TB-SKHCN]", id="a-symbol"),
        pytest.param(
            unicodedata.normalize("NFD", "Quyết định"), [("quyet",)],
            unicodedata.normalize("NFD", "[Quyết] định"), id="decomposed",
        ),
        pytest.param("a b", [], "a b", id="nothing-looked-for"),
    ],
)  # fmt: skip
def test_marked(text, looked_for, expected):
    """Where the words stand, with the letters of the text."""
    assert said(snippets.marked(text, looked_for)) == expected


@given(
    some.text(max_size=300), some.lists(some.lists(some.sampled_from(["a", "b", "so", "10"]), min_size=1, max_size=3))
)
def test_marking_loses_nothing(text, looked_for):
    """Whatever the text and whatever is looked for."""
    pieces = snippets.marked(text, looked_for)

    assert "".join(piece.text for piece in pieces) == text
    assert all(words.words_of(piece.text) in [list(one) for one in looked_for] for piece in pieces if piece.is_marked)


def test_a_snippet_shows_where_most_of_it_stands():
    """The stretch with both words, not the first with one; cut at words."""
    text = "Cải cách. " + "việc khác " * 60 + "đẩy mạnh cải cách hành chính năm nay " + "việc khác " * 60

    shown = said(snippets.snippet(text, [("cai", "cach"), ("chinh",)]))

    assert "mạnh [cải cách] hành [chính] năm" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < snippets.WINDOW + 20


def test_no_place_no_snippet():
    """Nothing is shown for what the text does not hold."""
    assert snippets.snippet("Đôn đốc", [("khac",)]) == []
