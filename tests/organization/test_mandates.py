"""Who may sign for the head: mandates with types of document, days and their ground."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from dondoc.audit.models import Entry
from dondoc.organization import services as organization
from dondoc.organization.accounts.errors import NotAdministrator
from dondoc.organization.choices import DocumentType
from dondoc.organization.models import Mandate
from dondoc.organization.people import errors, services
from dondoc.organization.people.selectors import may_sign, posts_of_body
from dondoc.reading.tables import load
from tests import world as worlds
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
    "not-yet-in-the-post": ("director", "", "QĐ", dt.date(2019, 1, 1), errors.SignerLeft),
    "the-head-of-a-part": ("office_head", "", "CV", TODAY, errors.NotHead),
    "the-head-of-the-body-below": ("centre_director", "", "TB", TODAY, errors.SignerElsewhere),
    "somebody-of-the-body-below": ("lab_head", "TL.", "TB", TODAY, errors.SignerElsewhere),
}


@pytest.mark.parametrize("case", SIGNING)
def test_may_sign(world, grant, case):
    """The reason, or none."""
    who, prefix, document_type, day, reason = SIGNING[case]
    grant()

    found = may_sign(getattr(world, who).posts.get(), prefix, document_type, day, issuer=world.department)

    assert type(found) is (reason or type(None))
    assert reason is None or getattr(world, who).full_name in found.sentence


def test_no_types_means_every_type(world, grant):
    """As the form says."""
    grant(document_types=[])

    post = world.office_head.posts.get()
    found = [may_sign(post, "TL.", code, TODAY, issuer=world.department) for code in DocumentType.values]
    assert found == [None] * 29


def test_a_mandate_of_the_body_below_is_none_for_the_body_above(world, grant):
    """A deputy of the centre signs KT. for the centre's director, not for the department's."""
    deputy = worlds.person("kt", "Trần Văn Phó", world.centre, "officer", "Phó Giám đốc").posts.get()
    grant(post_id=deputy.pk, signing_prefix="KT.")

    assert may_sign(deputy, "KT.", "TB", TODAY, issuer=world.centre) is None
    assert isinstance(may_sign(deputy, "KT.", "TB", TODAY, issuer=world.department), errors.SignerElsewhere)
    assert list(posts_of_body(world.department, TODAY).filter(unit=world.centre)) == []


def test_a_mandate_stays_with_its_post(world, grant):
    """Who moves to another post, or holds a second one, signs there with nothing."""
    grant()
    first = world.office_head.posts.get()
    second = organization.appoint(
        person=world.office_head, unit=world.department, role="officer", title="Chuyên viên", valid_from=TODAY
    )

    assert may_sign(first, "TL.", "TB", TODAY, issuer=world.department) is None
    assert isinstance(may_sign(second, "TL.", "TB", TODAY, issuer=world.department), errors.NoMandate)
    assert isinstance(may_sign(second, "", "TB", TODAY, issuer=world.department), errors.NotHead)


def test_it_ends_with_the_post_and_when_withdrawn(world, grant):
    """Whichever comes first; what was granted stays."""
    mandate = grant(last_day=None)
    world.office_head.posts.update(valid_to=TODAY + DAY)
    post = world.office_head.posts.get()
    assert may_sign(post, "TL.", "TB", TODAY, issuer=world.department) is None
    assert isinstance(may_sign(post, "TL.", "TB", TODAY + DAY, issuer=world.department), errors.SignerLeft)

    services.withdraw_mandate(mandate_id=mandate.pk, actor=world.administrator, now=NOW)

    assert isinstance(may_sign(post, "TL.", "TB", TODAY, issuer=world.department), errors.NoMandate)
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

    # An open letter bears no abbreviation that could be read.
    printed = [code for code in DocumentType.values if code != DocumentType.THU_CONG]
    assert {code: known.get(code) for code in printed} == {code: DocumentType(code).label for code in printed}
