"""A cited document that is not here can be opened: who cites it, what waits for it, what it may be."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from dondoc.audit.models import Entry
from dondoc.documents import citing, errors, gaps, services
from dondoc.documents.models import Citation
from dondoc.reading.model import Citation as Cited
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import Task
from tests import world as worlds
from tests.world import NOW, TODAY

DAY = dt.date(2024, 2, 26)
WRONG = "335-tb-skhchn"
SENTENCE = "Đối với 10 nhiệm vụ giao tại Thông báo số 335/TB-SKHCHN ngày 26/02/2024, tiếp tục rà soát"


def citing_document(world, sentence=SENTENCE, *, symbol="TB-SKHCHN", date=DAY, **fields):
    """Register a document whose sentence cites 335 of that symbol."""
    made = worlds.document(world, [worlds.directive(sentence)], **fields)
    start = made.text.index("Thông báo số")
    span = (start, made.text.index(",", start))
    cited = Cited(span, "Thông báo", "335", symbol, date)
    made.reading["citations"] = [{"span": list(span)}]
    made.save()
    citing.enter(made, [cited])
    return made


def registered(world, *, number="335", symbol="TB-SKHCN", date=DAY, **fields):
    """Register a document with this number, as the register does."""
    made = worlds.document(world, [worlds.directive("Rà soát")], number=number, symbol=symbol, date=date, **fields)
    made.reference = citing.reference_of(number, symbol)
    made.save()
    citing.enter(made, [])
    return made


def page(client, person, reference=WRONG, day=DAY):
    """Return the answer of the page of a cited document."""
    client.force_login(person)
    return client.get(reverse("documents:cited", args=[reference, day]))


def test_the_page_shows_who_cites_it_and_as_many_placeholders(world, client):
    """Each says that it has no content, and is a task that waits."""
    source = citing_document(world)

    shown = page(client, world.clerk).content.decode()

    assert [f"Nhiệm vụ {number}/10" in shown for number in range(12)] == [False, *[True] * 10, False]
    assert shown.count("Chưa có nội dung, đơn vị, thời hạn; chờ văn bản") == 10
    assert f"{reverse('documents:document', args=[source.pk])}#dan-1" in shown
    assert "giao tại Thông báo số 335/TB-SKHCHN ngày 26/02/2024, tiếp tục" in shown
    rows = Task.objects.filter(stage=Stage.AWAITED)
    assert [reverse("tasks:task", args=[row.pk]) in shown for row in rows] == [True] * 10


def test_the_sentence_stands_where_the_link_leads(world, client):
    """The cited words bear the name that the address asks for."""
    source = citing_document(world)
    client.force_login(world.clerk)

    shown = client.get(reverse("documents:document", args=[source.pk])).content.decode()

    assert 'id="dan-1">Thông báo số 335/TB-SKHCHN' in shown
    assert reverse("documents:cited", args=[WRONG, DAY]) in shown


def test_without_a_number_of_tasks_none_is_shown(world, client):
    """Nothing is made up."""
    citing_document(world, "Thực hiện Thông báo số 335/TB-SKHCHN ngày 26/02/2024, báo cáo kết quả")

    shown = page(client, world.clerk).content.decode()

    assert "Không nêu số nhiệm vụ" in shown
    assert "Nhiệm vụ 1/" not in shown


def test_when_the_document_comes_the_address_leads_to_it(world, client):
    """And its page says how many tasks were spoken of and how many were read."""
    source = citing_document(world)
    came = registered(world, symbol="TB-SKHCHN")

    answer = page(client, world.clerk)

    assert (answer.status_code, answer["Location"]) == (302, reverse("documents:document", args=[came.pk]))
    shown = client.get(answer["Location"]).content.decode()
    assert "10 nhiệm vụ của văn bản này được nhắc, đọc được 1." in shown
    assert f"{reverse('documents:document', args=[source.pk])}#dan-1" in shown


@pytest.mark.parametrize(
    ("who", "reference", "day", "expected"),
    [
        pytest.param("clerk", WRONG, DAY, 200, id="cited-in-what-they-see"),
        pytest.param("officer", WRONG, DAY, 404, id="cited-in-what-they-do-not-see"),
        pytest.param("clerk", WRONG, DAY.replace(day=27), 404, id="another-day"),
        pytest.param("clerk", WRONG, None, 404, id="no-day"),
        pytest.param("clerk", "336-tb-skhchn", DAY, 404, id="cited-nowhere"),
    ],
)
def test_only_what_one_sees_tells_of_a_gap(world, client, who, reference, day, expected):
    """Hidden and absent answer alike."""
    citing_document(world)

    assert page(client, getattr(world, who), reference, day).status_code == expected


def test_a_day_that_no_calendar_has_is_no_address(world, client):
    """Not found, not a crash."""
    client.force_login(world.clerk)

    assert client.get("/van-ban/vien-dan/335-tb-skhchn/2024-02-31/").status_code == 404


def test_a_document_that_is_hidden_stays_a_gap(world, client):
    """For somebody who sees the citing document only."""
    source = citing_document(world)
    source.distributions.create(unit=world.centre)
    registered(world, symbol="TB-SKHCHN")

    assert page(client, world.centre_director).status_code == 200


@pytest.mark.parametrize(
    ("fields", "is_offered"),
    [
        pytest.param({}, True, id="a-letter-too-many"),
        pytest.param({"number": ""}, True, id="a-number-left-blank"),
        pytest.param({"date": DAY.replace(day=27)}, False, id="another-day"),
        pytest.param({"symbol": "QĐ-UBND"}, False, id="another-symbol"),
        pytest.param({"number": "12"}, False, id="another-number"),
    ],
)
def test_what_may_be_meant_is_offered_and_never_linked_silently(world, client, fields, is_offered):
    """To those who register."""
    citing_document(world)
    registered(world, **fields)

    shown = page(client, world.clerk).content.decode()

    assert ("Có thể là" in shown) == is_offered
    assert Citation.objects.get().target is None


def test_others_are_offered_nothing(world, client):
    """The director sees the gap; the clerk fills it."""
    citing_document(world)
    registered(world)

    assert "Có thể là" not in page(client, world.director).content.decode()


def link(world, document, **given):
    """Say that a document is meant."""
    told = {"reference": WRONG, "date": DAY, "document_id": document.pk, "actor": world.clerk, "now": NOW}
    return services.link_citation(**(told | given))


def test_the_clerk_says_which_is_meant(world, client):
    """All citations of it lead there; one entry; who said so stands beside the citation."""
    first, second = citing_document(world), citing_document(world)
    meant = registered(world)

    link(world, meant)

    assert set(Citation.objects.values_list("target", "linked_by")) == {(meant.pk, world.clerk.pk)}
    entry = Entry.objects.get()
    assert (entry.act, entry.subject) == ("documents.link_citation", f"document:{meant.pk}")
    assert page(client, world.clerk)["Location"] == reverse("documents:document", args=[meant.pk])
    for source in (first, second):
        shown = client.get(reverse("documents:document", args=[source.pk])).content.decode()
        assert "Nguyễn Thị Thanh Vân xác định đây là văn bản 335/TB-SKHCN." in shown


def test_of_two_that_fit_the_clerk_chooses(world):
    """Both are offered, by a citation without a date."""
    one, other = registered(world), registered(world, date=DAY.replace(year=2025))
    citing_document(world, symbol="TB-SKHCN", date=None)
    found = gaps.find(reference="335-tb-skhcn", date=None, person=world.clerk, today=TODAY)
    assert gaps.candidates(found, person=world.clerk, today=TODAY) == [one, other]

    link(world, other, reference="335-tb-skhcn", date=None)

    assert Citation.objects.get().target == other


@pytest.mark.parametrize(
    ("who", "fields", "refusal"),
    [
        pytest.param("director", {}, errors.MayNotRegister, id="somebody-who-does-not-register"),
        pytest.param("clerk", {"symbol": "QĐ-UBND"}, errors.NoCandidate, id="what-was-not-offered"),
    ],
)
def test_a_refused_link_changes_nothing(world, who, fields, refusal):
    """Neither row nor entry."""
    citing_document(world)
    other = registered(world, **fields)

    with pytest.raises(refusal):
        link(world, other, actor=getattr(world, who))

    assert (Citation.objects.get().target, Entry.objects.count()) == (None, 0)


def test_linked_twice_is_linked_once(world):
    """The second is refused."""
    citing_document(world)
    meant = registered(world)
    link(world, meant)

    with pytest.raises(errors.NoCandidate):
        link(world, meant)

    assert Entry.objects.count() == 1


def test_a_link_can_be_taken_back(world, client):
    """From the page of the citing document; the gap is a gap again, and the log keeps both acts."""
    source = citing_document(world)
    link(world, registered(world))
    client.force_login(world.clerk)
    address = reverse("documents:unlink-citation", args=[source.citations.get().pk])
    assert address in client.get(reverse("documents:document", args=[source.pk])).content.decode()

    client.post(address)

    assert (source.citations.get().target, source.citations.get().linked_by) == (None, None)
    acts = Entry.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["documents.link_citation", "documents.unlink_citation"]


@pytest.mark.parametrize(
    ("who", "is_seen", "refusal"),
    [
        pytest.param("director", True, errors.MayNotRegister, id="somebody-who-does-not-register"),
        pytest.param("clerk", True, errors.NotLinkedByHand, id="the-words-fit"),
        pytest.param("clerk", False, errors.DocumentMissing, id="no-such-citation"),
    ],
)
def test_a_link_that_was_read_stays(world, who, is_seen, refusal):
    """Refused, and nothing changed."""
    source = citing_document(world)
    came = registered(world, symbol="TB-SKHCHN")
    citation = source.citations.get()

    with pytest.raises(refusal):
        services.unlink_citation(
            citation_id=citation.pk if is_seen else citation.pk + 1, actor=getattr(world, who), now=NOW
        )

    assert (source.citations.get().target, Entry.objects.count()) == (came, 0)


@given(some.text(max_size=60), some.text(max_size=20), some.text(max_size=60))
def test_a_sentence_holds_the_citation(before, cited, after):
    """Whatever stands around it; white space aside."""
    start = len(before)

    sentence = citing.sentence_around(before + cited + after, start, start + len(cited))

    assert "".join(cited.split()) in "".join(sentence.split())
