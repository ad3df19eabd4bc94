"""Who finds what, in which order, and that the index follows the register."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as some

from dondoc.documents import services
from dondoc.documents.choices import State
from dondoc.documents.models import Distribution, Document
from dondoc.documents.searching import columns, index, selectors, words
from tests import world as worlds
from tests.world import NOW, TODAY

TEXTS = {
    "norms": {"number": "335", "symbol": "TB-SKHCN", "subject": "Kết luận về định mức kinh tế kỹ thuật",
              "date": dt.date(2026, 2, 26)},
    "reform": {"number": "12", "symbol": "KH-UBND", "type_name": "Kế hoạch", "issuer": "UBND tỉnh Quảng Ngãi",
               "subject": "Cải cách hành chính năm 2026", "date": dt.date(2026, 1, 5)},
    "answer": {"number": "90", "symbol": "SKHCN-VP", "type_name": "Công văn", "subject": "Trả lời về dự thảo",
               "date": None},
}  # fmt: skip
SENTENCES = {
    "norms": "Trung tâm xây dựng định mức; không thuộc chương trình cải cách",
    "reform": "Đẩy mạnh cải cách hành chính, Đôn đốc các đơn vị",
    "answer": "Theo Thông báo số 335, cải tiến cách làm về hành vi và tài chính",
}


@pytest.fixture
def register(world):
    """Three documents of the office."""
    return {
        name: worlds.document(world, [worlds.directive(SENTENCES[name])], **fields) for name, fields in TEXTS.items()
    }


def found(person, text, **given):
    """Return what a search finds, by name."""
    names = dict(Document.objects.values_list("pk", "number"))
    by_number = {fields["number"]: name for name, fields in TEXTS.items()}
    result = selectors.find(person, text=text, today=TODAY, **given)
    return [by_number.get(names[pk], names[pk]) for pk in result.ids]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("don doc", ["reform"], id="without-marks"),
        pytest.param("ĐÔN ĐỐC", ["reform"], id="capitals"),
        pytest.param("cai cach", ["reform", "answer", "norms"], id="words-subject-first-then-newest"),
        pytest.param('"cải cách"', ["reform", "norms"], id="a-phrase"),
        pytest.param('"cải cách hành chính"', ["reform"], id="a-longer-phrase"),
        pytest.param('"cách hành cải"', [], id="words-in-another-order"),
        pytest.param("335", ["norms", "answer"], id="number-before-text"),
        pytest.param("335/TB-SKHCN", ["norms"], id="number-and-symbol"),
        pytest.param("so:335", ["norms"], id="number"),
        pytest.param("so:0335", ["norms"], id="number-with-a-zero"),
        pytest.param("ky-hieu:skhcn", ["answer", "norms"], id="part-of-a-symbol"),
        pytest.param("ky-hieu:TB-SKHCN", ["norms"], id="symbol"),
        pytest.param('loai:"Kế hoạch"', ["reform"], id="type"),
        pytest.param('co-quan:"UBND tỉnh"', ["reform"], id="issuer"),
        pytest.param("trich-yeu:cải", ["reform"], id="subject-only"),
        pytest.param("tu:01/02/2026", ["norms"], id="since"),
        pytest.param("tu:05/01/2026 den:05/01/2026", ["reform"], id="one-day"),
        pytest.param("cải -335", ["reform"], id="without-a-word"),
        pytest.param('cải -"cải cách"', ["answer"], id="without-a-phrase"),
        pytest.param('cải -"cải cách hành chính"', ["answer", "norms"], id="without-a-longer-phrase"),
        pytest.param("cải -loai:công", ["reform", "norms"], id="without-a-type"),
        pytest.param("den:31/12/2026 -335", ["reform"], id="days-and-without"),
        pytest.param("thong-bao.txt den:31/1/2026", ["reform"], id="name-of-the-file"),
        pytest.param("vắng", [], id="nothing"),
        pytest.param("han cach", [], id="no-part-of-a-word"),
        pytest.param("' OR 1=1 --", [], id="sql"),
        pytest.param('cải AND "NEAR(" *', [], id="words-of-the-database"),
    ],
)
def test_found(world, register, text, expected):
    """Alike on both databases."""
    assert found(world.clerk, text) == expected


@pytest.mark.parametrize("is_book", [False, True], ids=["with-threes", "of-a-book-without"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"cải cách hành chính"', ["1"], id="a-phrase"),
        pytest.param('"cải cách hành"', ["3", "1"], id="three-words"),
        pytest.param('cải -"cải cách hành chính"', ["3", "2"], id="without-a-phrase"),
        pytest.param('cải -"cải cách hành"', ["2"], id="without-three-words"),
        pytest.param('"cải cách" -"cải cách hành chính"', ["3", "2"], id="a-phrase-without-another"),
    ],
)
def test_a_phrase_stands_as_it_is(world, monkeypatch, text, expected, is_book):
    """Its pairs apart are not the phrase, whether threes were indexed or had no room."""
    if is_book:
        monkeypatch.setattr(columns, "index_text", without_threes)
    for number, sentence in (
        ("1", "Cải cách hành chính"),
        ("2", "Cải cách, nhà cách hành, về hành chính"),
        ("3", "Cải cách hành, về hành chính"),
    ):
        worlds.document(world, [worlds.directive(sentence)], number=number, symbol="KH", subject="")

    assert found(world.clerk, text) == expected


APART = "Cải cách hành, rồi cách hành chính"


class TestLeavingOutAPhrase:
    """A text that holds each three words of it apart is not left out, as far as texts are compared."""

    @pytest.fixture
    def register(self, world):
        """One that says the phrase, one that holds its threes apart, one that holds neither."""
        for number, sentence in (("1", "Cải cách hành chính"), ("2", APART), ("3", "Cải tiến")):
            make = worlds.arrival if number == "2" else worlds.document
            make(world, [worlds.directive(sentence)], number=number, symbol="KH", subject="")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param('cải -"cải cách hành chính"', ["3", "2"], id="after-what-is-sure"),
            pytest.param('ky-hieu:kh -"cải cách hành chính"', ["3", "2"], id="of-a-field"),
            pytest.param('tu:01/01/2020 -"cải cách hành chính"', ["3", "2"], id="of-days"),
            pytest.param('"cải cách hành" -"cải cách hành chính"', ["2"], id="of-a-phrase"),
            pytest.param('cải -"cải cách hành chính" -rồi', ["3"], id="left-out-by-another-word"),
            pytest.param('cải -"cải cách hành chính" -"cải cách hành rồi"', ["3"], id="that-says-another-phrase"),
            pytest.param('tiến -"cải cách hành chính"', ["3"], id="that-does-not-hold-the-rest"),
            pytest.param('cải -"cải cách hành chính" -so-den:1', ["3"], id="left-out-by-the-book"),
        ],
    )
    def test_what_holds_it_apart_is_found(self, world, register, text, expected):
        """Last, for it was compared last."""
        assert found(world.clerk, text) == expected

    def test_others_do_not_see_it(self, world, register):
        """Who may not open it learns nothing of it."""
        assert found(world.officer, 'cải -"cải cách hành chính"') == []

    def test_no_more_is_compared_than_there_is_time_for(self, world, register, monkeypatch):
        """The newest of them."""
        worlds.document(world, [worlds.directive(APART)], number="4", symbol="KH", subject="")
        monkeypatch.setattr(selectors, "MOST_DOUBTFUL", 1)

        assert found(world.clerk, 'cải -"cải cách hành chính"') == ["3", "4"]

    def test_there_is_more_where_it_would_be_the_next(self, world, register):
        """One more than was asked for."""
        result = selectors.find(world.clerk, text='cải -"cải cách hành chính"', today=TODAY, most=1)

        assert (len(result), result.is_more) == (1, True)


def without_threes(*given, **named):
    """Index a text as one whose threes have no room."""
    terms = [term for term in words.index_text(*given, **named).split() if term.count(words.PAIR) < 3]
    return f" {' '.join([*terms, words.CUT])} "


@pytest.mark.parametrize("many_see", [True, False], ids=["who-sees-much", "who-sees-little"])
def test_only_what_one_may_see(world, register, monkeypatch, many_see):
    """In results and counts; both ways to ask give the same."""
    monkeypatch.setattr("dondoc.documents.selectors.FEW", 0 if many_see else 10_000)
    Distribution.objects.create(document=register["reform"], unit=world.lab)

    visible = {
        name: sorted(found(getattr(world, name), "cai")) for name in ("clerk", "officer", "lab_head", "farm_head")
    }

    everything = ["answer", "norms", "reform"]
    assert visible == {"clerk": everything, "officer": ["reform"], "lab_head": ["reform"], "farm_head": []}


def test_what_is_being_destroyed_is_not_found(world, register):
    """Nor its name."""
    Document.objects.filter(pk=register["norms"].pk).update(state=State.REFUSED)

    assert found(world.clerk, "cai") == ["reform", "answer"]


def test_no_more_than_asked_for(world, register):
    """And it says that there are more."""
    result = selectors.find(world.clerk, text="cai", today=TODAY, most=2)

    assert (len(result), result.is_more) == (2, True)
    assert selectors.find(world.clerk, text="cai", today=TODAY, most=3).is_more is False


def test_among_equals_the_last_registered_stands_first(world):
    """By the register."""
    made = [worlds.document(world, [worlds.directive(f"Rà soát lần {n}")], number=str(n)) for n in range(3)]

    assert selectors.find(world.clerk, text="rà soát", today=TODAY).ids == [one.pk for one in reversed(made)]


@settings(max_examples=60)
@given(some.text(max_size=60) | some.from_regex(r'-?(so|tu|loai|trich-yeu):"?[\w\'"*()^:|&!<>-]{0,12}"? \w'))
def test_any_text_can_be_asked(text):
    """Nothing of it is taken for a command of the database."""
    with transaction.atomic():
        clerk = worlds.build().clerk
        selectors.find(clerk, text=text, today=TODAY)
        transaction.set_rollback(True)


test_any_text_can_be_asked = pytest.mark.django_db(test_any_text_can_be_asked)


def test_a_registered_file_is_found_at_once(world, kept_files):
    """By its text, its letterhead and its name."""
    text = "SỞ TÀI CHÍNH\nSố: 77/TB-STC\n\nTHÔNG BÁO\nKết luận họp\n\nTrung tâm báo cáo kết quả trước 30/6/2026.\n"

    made = services.register(data=text.encode(), name="giao-ban.txt", actor=world.clerk, now=NOW)

    for said in ("bao cao ket qua", "77/TB-STC", "giao-ban.txt", "so:77"):
        assert selectors.find(world.clerk, text=said, today=TODAY).ids == [made.pk]


def test_a_document_read_again_is_found_by_its_new_words(world, register):
    """And no longer by the old ones."""
    made = register["norms"]
    made.text = "Nội dung đã đọc lại"

    made.save()

    assert found(world.clerk, "noi dung da doc lai") == ["norms"]
    assert "norms" not in found(world.clerk, "chương trình")


def test_a_removed_document_is_found_no_more(world, register):
    """Nor is another in its place."""
    gone = worlds.document(world, [], number="6", subject="Sẽ bị bỏ đi")
    key = gone.pk
    assert found(world.clerk, '"sẽ bị bỏ đi"') == ["6"]
    gone.delete()
    worlds.document(world, [], pk=key, number="7", subject="Việc khác")

    assert found(world.clerk, '"sẽ bị bỏ đi"') == []
    assert index.is_in_step(DEFAULT_DB_ALIAS, thorough=True)


def test_an_act_that_fails_leaves_nothing_in_the_index(world, register):
    """The index is written in the same transaction."""
    with transaction.atomic():
        worlds.document(world, [worlds.directive("Chuyện chưa xảy ra")])
        assert len(selectors.find(world.clerk, text="chuyen chua xay ra", today=TODAY)) == 1
        transaction.set_rollback(True)

    assert len(selectors.find(world.clerk, text="chuyen chua xay ra", today=TODAY)) == 0


def test_the_command_fills_the_index_for_rows_written_by_other_hands(world, register):
    """What was indexed otherwise is computed anew."""
    Document.objects.filter(pk=register["norms"].pk).update(search_text="cũ")
    assert found(world.clerk, "dinh muc") == []

    said = io.StringIO()
    call_command("rebuild_search", stdout=said)

    assert found(world.clerk, "dinh muc") == ["norms"]
    assert "1 văn bản được tính lại" in said.getvalue()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no triggers to lose")
def test_a_migration_that_builds_the_table_anew_does_not_lose_the_index(world, register):
    """What was written without the triggers is found after the next `migrate`."""
    with connection.cursor() as cursor:
        for name in index.SQLITE_TRIGGERS:
            cursor.execute(f"DROP TRIGGER {name}")
    worlds.document(world, [worlds.directive("Viết lúc không có ai theo dõi")], number="8")
    assert found(world.clerk, "khong co ai theo doi") == []
    assert not index.is_in_step(DEFAULT_DB_ALIAS, thorough=False)

    index.install(DEFAULT_DB_ALIAS)

    assert found(world.clerk, "khong co ai theo doi") == ["8"]
    assert index.is_in_step(DEFAULT_DB_ALIAS, thorough=True)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps the column itself")
def test_the_doctor_sees_an_index_out_of_step(world, register):
    """When it looks at everything."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {index.TABLE}_renew")
        Document.objects.filter(pk=register["norms"].pk).update(search_text=" khac ")
        cursor.execute(f"CREATE TRIGGER {index.TABLE}_renew {index.SQLITE_TRIGGERS[f'{index.TABLE}_renew']}")

    assert index.is_in_step(DEFAULT_DB_ALIAS, thorough=False)
    assert not index.is_in_step(DEFAULT_DB_ALIAS, thorough=True)


def page(client, person, **asked):
    """Return the list as a person sees it."""
    client.force_login(person)
    return client.get(reverse("documents:list"), asked).content.decode()


def test_the_page_marks_what_was_found(world, register, client):
    """In the letters of the document, escaped."""
    worlds.document(world, [worlds.directive("<b>Đôn đốc</b> ngay")], number="9", subject="Đôn <i>đốc</i> gấp")

    shown = page(client, world.clerk, q="don doc")

    assert "<mark>Đôn</mark> &lt;i&gt;<mark>đốc</mark>&lt;/i&gt; gấp" in shown
    assert "&lt;b&gt;<mark>Đôn</mark> <mark>đốc</mark>&lt;/b&gt; ngay" in shown


def test_the_page_says_what_is_wrong(world, register, client):
    """In one sentence, with no document."""
    shown = page(client, world.clerk, q="tu:31/02/2026")

    assert shown.count('id="search-problem"') == 1
    assert "31/02/2026" in shown
    assert "data-row" not in shown


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param({}, ["answer", "reform", "norms"], id="all-newest-first"),
        pytest.param({"thu-tu": "cu"}, ["norms", "reform", "answer"], id="oldest-first"),
        pytest.param({"thu-tu": "ngay"}, ["norms", "reform", "answer"], id="by-date-undated-last"),
        pytest.param({"loai": "kế hoạch"}, ["reform"], id="type"),
        pytest.param({"co-quan": "ubnd"}, ["reform"], id="issuer"),
        pytest.param({"tu": "2026-02-01", "den": "2026-03-01"}, ["norms"], id="period"),
        pytest.param({"tu": "1/2/2026", "den": "1/3/2026"}, ["norms"], id="period-as-written"),
        pytest.param({"trang-thai": "handed_on"}, [], id="state"),
        pytest.param({"trang-thai": "nhu-the"}, ["answer", "reform", "norms"], id="no-such-state"),
        pytest.param({"q": "cai", "thu-tu": "cu"}, ["norms", "reform", "answer"], id="words-in-another-order"),
        pytest.param({"q": "cai", "loai": "kế hoạch"}, ["reform"], id="words-and-type"),
        pytest.param({"q": "vang"}, [], id="nothing"),
        pytest.param({"tu": "hom qua"}, ["answer", "reform", "norms"], id="no-day"),
        pytest.param({"trang": "9" * 5000}, ["answer", "reform", "norms"], id="no-such-page"),
    ],
)
def test_the_list_is_filtered_and_ordered(world, register, client, asked, expected):
    """As the address says."""
    shown = page(client, world.clerk, **asked)

    where = {name: shown.find(reverse("documents:document", args=[made.pk])) for name, made in register.items()}
    assert sorted((name for name, at in where.items() if at >= 0), key=where.get) == expected


def test_a_long_list_is_not_counted_to_its_end(world, register, client, monkeypatch):
    """It says that there are more."""
    monkeypatch.setattr("dondoc.web.paging.AHEAD", 0)
    monkeypatch.setattr("dondoc.documents.searching.showing.ROWS", 2)

    assert "trong hơn 2" in page(client, world.clerk)
