"""What a document does to another, read from the words before the citation; nothing is made up."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from dondoc.documents import citing, graph
from dondoc.documents.choices import Relation
from dondoc.documents.models import Citation
from dondoc.documents.relations import relation_of
from dondoc.reading.model import Citation as Cited
from tests import world as worlds
from tests.world import TODAY

# «…» stands where the citation does.
FOUND = [
    ("Điều 1. Sửa đổi, bổ sung Điều 3 của «Quyết định số 12/QĐ-UBND»", "amends.opens_line"),
    ("1. Sửa đổi khoản 2 Điều 5 Quy chế ban hành kèm theo «Quyết định số 12/QĐ-UBND»", "amends.opens_line"),
    ("QUYẾT ĐỊNH\nVề việc sửa đổi, bổ sung một số điều của «Quyết định số 12/QĐ-UBND»", "amends.in_subject"),
    ("V/v thay thế «Thông báo số 5/TB-SKHCN»", "replaces.in_subject"),
    (
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế «Quyết định số 12/QĐ-UBND»",
        "replaces.said_of_itself",
    ),
    ("Thông báo này thay thế «Thông báo số 5/TB-SKHCN»", "replaces.said_of_itself"),
    ("- Bãi bỏ «Quyết định số 12/QĐ-UBND»", "repeals.opens_line"),
    ("a) Bãi bỏ Quyết định số 9/QĐ-UBND và «Quyết định số 12/QĐ-UBND»", "repeals.opens_line"),
    ("Căn cứ «Nghị định số 30/2020/NĐ-CP»", "based_on.opens_line"),
    ("QUYẾT ĐỊNH\nCăn cứ khoản 2 Điều 3 «Nghị định số 30/2020/NĐ-CP»", "based_on.opens_line"),
    ("Thực hiện «Thông báo số 201/TB-UBND»", "carries_out.opens_line"),
    ("Thực hiện ý kiến chỉ đạo của UBND tỉnh tại «Thông báo số 201/TB-UBND»", "carries_out.opens_line"),
    ("BÁO CÁO\nKết quả thực hiện «Thông báo số 335/TB-SKHCN»", "carries_out.opens_line"),
    ("V/v báo cáo kết quả thực hiện «Thông báo số 335/TB-SKHCN»", "carries_out.in_subject"),
    ("Trả lời «Công văn số 77/SKHCN-VP»", "answers.opens_line"),
    ("V/v phúc đáp «Công văn số 77/SKHCN-VP»", "answers.in_subject"),
]
NOT_FOUND = [
    ("Đối với 10 nhiệm vụ giao tại «Thông báo số 335/TB-SKHCN»", "no-such-words"),
    ("Giao Trung tâm đề xuất sửa đổi, bổ sung «Quyết định số 12/QĐ-UBND»", "somebody-is-asked-to"),
    ("Trung tâm thực hiện «Thông báo số 201/TB-UBND»", "somebody-else-does"),
    ("Căn cứ Nghị định số 30/2020/NĐ-CP được sửa đổi tại «Nghị định số 15/2025/NĐ-CP»", "a-third-did"),
    ("Sửa đổi Điều 3 Quy chế làm việc theo «Nghị định số 30/2020/NĐ-CP»", "by-the-rules-of"),
    ("Quyết định này được thay thế bởi «Quyết định số 12/QĐ-UBND»", "it-is-done-to-this-one"),
    ("Bãi bỏ Quyết định số 9/QĐ-UBND. Xem «Quyết định số 12/QĐ-UBND»", "another-sentence"),
    ("Bãi bỏ các quy định trái với quy định tại «Nghị định số 30/2020/NĐ-CP»", "what-is-against-it"),
    ("tham mưu\nsửa đổi «Quyết định số 12/QĐ-UBND»", "a-line-that-goes-on"),
]


@pytest.mark.parametrize(
    ("marked", "rule"), [pytest.param(text, rule, id=f"{n}-{rule}") for n, (text, rule) in enumerate(FOUND)]
)
def test_found(marked, rule):
    """By the rule of this name."""
    told = relation_of(marked.replace("«", "").replace("»", ""), marked.index("«"))

    assert told is not None
    assert (told.name, told.relation) == (rule, rule.split(".")[0])


@pytest.mark.parametrize("marked", [pytest.param(text, id=name) for text, name in NOT_FOUND])
def test_not_found(marked):
    """The words say nothing of what this document does."""
    assert relation_of(marked.replace("«", "").replace("»", ""), marked.index("«")) is None


@given(
    some.text(max_size=200) | some.from_regex(r"(Căn cứ|Sửa đổi|Thay thế|được|theo|\n|\. |[a-z ]){0,30}"),
    some.integers(0, 200),
)
def test_any_text(text, start):
    """Is told by a known rule or by none."""
    told = relation_of(text, min(start, len(text)))

    assert told is None or told.relation in Relation.values


def citing_document(world, sentence, **fields):
    """Register a document whose text is a sentence that cites 335/TB-SKHCN."""
    text = f"{sentence} Thông báo số 335/TB-SKHCN."
    made = worlds.document(world, [], **fields)
    made.text = text
    start = text.index("Thông báo số 335")
    made.reading["citations"] = [{"span": [start, len(text) - 1]}]
    made.save()
    citing.enter(made, [Cited((start, len(text) - 1), "Thông báo", "335", "TB-SKHCN", None, None)])
    return made


@pytest.fixture
def notice(world):
    """A superior's notice."""
    made = worlds.document(world, [], number="335", symbol="TB-SKHCN", subject="Kết luận giao ban")
    made.reference = citing.reference_of("335", "TB-SKHCN")
    made.save()
    return made


def test_entered_with_the_citation(world, notice):
    """What and by which rule."""
    citing_document(world, "Thực hiện")

    citation = Citation.objects.get()
    assert (citation.target, citation.relation, citation.relation_rule) == (
        notice,
        "carries_out",
        "carries_out.opens_line",
    )


def test_what_somebody_is_told_to_do_the_document_does_not_do(world, notice):
    """Inside a directive nothing is told."""
    made = citing_document(world, "Thực hiện")
    made.reading["directives"] = [{"span": [0, len(made.text)]}]

    assert citing.relation_told(made, made.text.index("Thông báo số")) is None


@pytest.mark.parametrize(
    ("sentence", "type_code", "changes", "answers"),
    [
        pytest.param("Thông báo này thay thế", "TB", 1, 0, id="replaces"),
        pytest.param("Thực hiện", "BC", 0, 1, id="a-report-on-it"),
        pytest.param("Thực hiện", "KH", 0, 0, id="a-plan-for-it-is-no-answer"),
        pytest.param("Trả lời", "CV", 0, 1, id="answers"),
        pytest.param("Theo dõi", "BC", 0, 0, id="nothing-said"),
    ],
)
def test_around(world, notice, sentence, type_code, changes, answers):
    """The reports that answered it are told from what else cites it."""
    citing_document(world, sentence, type_code=type_code)

    found = graph.around(notice, person=world.clerk, today=TODAY)

    assert (len(found.changes), len(found.answers), len(found.places)) == (changes, answers, 1)


def test_the_page_tells_what_changed_it(world, notice, client):
    """On top, with a link; and the citing one says what it does."""
    made = citing_document(world, "Thông báo này thay thế", number="400", symbol="TB-SKHCN")
    client.force_login(world.clerk)

    shown = client.get(reverse("documents:document", args=[notice.pk])).content.decode()

    assert f"{reverse('documents:document', args=[made.pk])}#dan-1" in shown
    assert "400/TB-SKHCN" in shown
    assert 'class="note note--soon"' in shown


def test_what_may_not_be_opened_tells_nothing(world, notice, client):
    """Not that it was replaced, nor by what."""
    citing_document(world, "Thông báo này thay thế", number="400", symbol="TB-SKHCN")
    notice.distributions.create(unit=world.centre)
    client.force_login(world.centre_director)

    shown = client.get(reverse("documents:document", args=[notice.pk])).content.decode()

    assert "400/TB-SKHCN" not in shown
    assert "note--soon" not in shown
