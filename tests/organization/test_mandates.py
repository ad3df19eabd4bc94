"""Who may sign for the head: mandates with types of document, days and their ground."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from dondoc.audit.models import Entry
from dondoc.organization.accounts.errors import NotAdministrator
from dondoc.organization.choices import DocumentType
from dondoc.organization.models import Mandate
from dondoc.organization.people import errors, services
from dondoc.organization.people.selectors import may_sign
from dondoc.reading.tables import load
from tests.world import NOW, TODAY

DAY = dt.timedelta(days=1)


@pytest.fixture
def grant(world):
    """The head of the office may sign TL. two types of document."""

    def grant(**said):
        asked = {
            "post_id": world.office_head.posts.get().pk, "signing_prefix": "TL.", "document_types": ["TB", "CV"],
            "content": "", "regulation": "Quy chế làm việc ban hành kèm theo Quyết định 12/QĐ-SKHCN",
            "valid_from": TODAY, "last_day": TODAY + DAY, "actor": world.administrator,
        }  # fmt: skip
        return services.grant_mandate(**(asked | said), now=NOW)

    return grant


SIGNING = {
    "as-mandated": ("office_head", "TL.", "TB", TODAY, None),
    "on-the-last-day": ("office_head", "TL.", "CV", TODAY + DAY, None),
    "after-it": ("office_head", "TL.", "CV", TODAY + 2 * DAY, errors.NoMandate),
    "before-it": ("office_head", "TL.", "CV", TODAY - DAY, errors.NoMandate),
    "another-type": ("office_head", "TL.", "QĐ", TODAY, errors.MandateForOthers),
    "another-prefix": ("office_head", "TUQ.", "TB", TODAY, errors.NoMandate),
    "somebody-else": ("clerk", "TL.", "TB", TODAY, errors.NoMandate),
    "the-head": ("director", "", "QĐ", TODAY, None),
    "for-a-collegial-body": ("director", "TM.", "NQ", TODAY, None),
    "no-head": ("clerk", "", "CV", TODAY, errors.NotHead),
    "not-yet-head": ("director", "", "QĐ", dt.date(2019, 1, 1), errors.NotHead),
}


@pytest.mark.parametrize("case", SIGNING)
def test_may_sign(world, grant, case):
    """The reason, or none."""
    who, prefix, document_type, day, reason = SIGNING[case]
    grant()

    found = may_sign(getattr(world, who), prefix, document_type, day)

    assert type(found) is (reason or type(None))
    assert reason is None or getattr(world, who).full_name in found.sentence


def test_no_types_means_every_type(world, grant):
    """As the form says."""
    grant(document_types=[])

    assert [may_sign(world.office_head, "TL.", code, TODAY) for code in DocumentType.values] == [None] * 28


def test_it_ends_with_the_post_and_when_withdrawn(world, grant):
    """Whichever comes first; what was granted stays."""
    mandate = grant(last_day=None)
    world.office_head.posts.update(valid_to=TODAY + DAY)
    assert may_sign(world.office_head, "TL.", "TB", TODAY) is None
    assert isinstance(may_sign(world.office_head, "TL.", "TB", TODAY + DAY), errors.NoMandate)

    services.withdraw_mandate(mandate_id=mandate.pk, actor=world.administrator, now=NOW)

    assert isinstance(may_sign(world.office_head, "TL.", "TB", TODAY), errors.NoMandate)
    assert [entry.act for entry in Entry.objects.order_by("pk")] == [
        "organization.grant_mandate", "organization.withdraw_mandate",
    ]  # fmt: skip
    with pytest.raises(errors.AlreadyOver):
        services.withdraw_mandate(mandate_id=mandate.pk, actor=world.administrator, now=NOW)


REFUSALS = {
    "tuq-without-content": (errors.MandateUnlimited, {"signing_prefix": "TUQ."}),
    "tuq-of-blanks": (errors.MandateUnlimited, {"signing_prefix": "TUQ.", "content": "  "}),
    "tuq-without-end": (errors.MandateUnlimited, {"signing_prefix": "TUQ.", "content": "Ký", "last_day": None}),
    "tl-of-no-head": (errors.MandateNeedsHead, {"whose": "clerk"}),
    "ends-before-it-begins": (errors.EndsBeforeItBegins, {"last_day": TODAY - DAY}),
    "before-the-post": (errors.PostNotHeld, {"valid_from": dt.date(2019, 1, 1)}),
    "no-such-post": (errors.PostMissing, {"post_id": 0}),
    "no-administrator": (NotAdministrator, {"actor": "director"}),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refusals(world, grant, case):
    """Nothing is recorded."""
    error, said = REFUSALS[case]
    said = dict(said)
    if "actor" in said:
        said["actor"] = getattr(world, said["actor"])
    if "whose" in said:
        said["post_id"] = getattr(world, said.pop("whose")).posts.get().pk

    with pytest.raises(error):
        grant(**said)

    assert not Mandate.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"prefix": "TUQ.", "content": "", "valid_to": TODAY}, id="tuq-without-content"),
        pytest.param({"prefix": "TUQ.", "content": "Ký", "valid_to": None}, id="tuq-without-end"),
        pytest.param({"prefix": "TM."}, id="no-such-prefix"),
        pytest.param({"regulation": ""}, id="without-ground"),
    ],
)
def test_the_database_holds_it(world, said):
    """Whoever writes past the service is stopped there."""
    whole = {
        "post": world.office_head.posts.get(), "prefix": "TL.", "regulation": "Quy chế", "recorded_at": NOW,
        "valid_from": TODAY - DAY, "recorded_by": world.administrator,
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(**(whole | said))


def test_the_page(world):
    """The administrator records and withdraws; the others read."""
    client = Client()
    client.force_login(world.administrator)
    page = f"/nguoi/{world.office_head.pk}/"
    form = {
        "post_id": world.office_head.posts.get().pk, "signing_prefix": "TUQ.", "regulation": "Giấy ủy quyền số 3",
        "valid_from": "1/1/2026", "document_types": ["TB"],
    }  # fmt: skip

    refused = client.post(page + "tham-quyen-ky/", form)
    assert refused.status_code == 422
    assert "TUQ. giới hạn về thời gian và nội dung" in refused.content.decode()
    whole = form | {"content": "Ký thông báo họp", "last_day": "31/12/2999"}
    assert client.post(page + "tham-quyen-ky/", whole)["Location"] == page

    shown = client.get(page).content.decode()
    for words in ("Giấy ủy quyền số 3", "Giới hạn ở: Ký thông báo họp", "Loại văn bản: TB", "đến hết 31/12/2999"):
        assert words in shown
    assert client.post(f"/tham-quyen-ky/{Mandate.objects.get().pk}/rut/")["Location"] == page


def test_the_types_are_those_that_the_reader_knows():
    """One list of the decree; the reader knows others beside."""
    known = load().types

    assert {code: known.get(code) for code in DocumentType.values} == dict(DocumentType.choices)
