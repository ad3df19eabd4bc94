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
from dondoc.organization.people.selectors import may_sign, posts_of_body, signers
from dondoc.reading.tables import load
from tests import world as worlds
from tests.world import NOW, TODAY

DAY = dt.timedelta(days=1)


@pytest.fixture
def grant(world):
    """The head of the office may sign TL. two types of document."""

    def grant(**said):
        asked = {
            "post_id": world.office_head.posts.get().pk, "signing_prefix": "TL.",
            "given_by_id": world.director.posts.get().pk, "document_types": ["TB", "CV"],
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
    grant(post_id=deputy.pk, signing_prefix="KT.", given_by_id=world.centre_director.posts.get().pk)

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
    "given-by-nobody": (errors.GiverUnfit, {"given_by_id": 0}),
    "given-by-no-head": (errors.GiverUnfit, {"giver": "clerk"}),
    "given-by-the-head-beside": (errors.GiverUnfit, {"giver": "centre_director"}),
    "given-by-oneself": (errors.GiverUnfit, {"giver": "office_head"}),
    "kt-of-another-unit": (errors.MandateForDeputy, {"signing_prefix": "KT."}),
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
    if "giver" in said:
        said["given_by_id"] = getattr(world, said.pop("giver")).posts.get().pk
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
        pytest.param({"given_by": "post"}, id="given-by-oneself"),
    ],
)
def test_the_database_holds_it(world, said):
    """Whoever writes past the service is stopped there."""
    whole = {
        "post": world.office_head.posts.get(), "prefix": "TL.", "regulation": "Quy chế", "recorded_at": NOW,
        "valid_from": TODAY - DAY, "recorded_by": world.administrator,
    }  # fmt: skip
    if "given_by" in said:
        said = {"given_by": whole["post"]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(**(whole | said))


def test_the_page(world):
    """The administrator records and withdraws; the others read."""
    client = Client()
    client.force_login(world.administrator)
    page = f"/nguoi/{world.office_head.pk}/"
    form = {
        "post_id": world.office_head.posts.get().pk, "signing_prefix": "TUQ.", "regulation": "Giấy ủy quyền số 3",
        "given_by_id": world.director.posts.get().pk,
        "valid_from": "1/1/2026", "document_types": ["TB"],
    }  # fmt: skip

    refused = client.post(page + "tham-quyen-ky/", form)
    assert refused.status_code == 422
    assert "TUQ. giới hạn về thời gian và nội dung" in refused.content.decode()
    whole = form | {"content": "Ký thông báo họp", "last_day": "31/12/2999"}
    assert client.post(page + "tham-quyen-ky/", whole)["Location"] == page

    shown = client.get(page).content.decode()
    assert "Giám đốc Sở, Sở Khoa học và Công nghệ" in shown
    for words in ("Giấy ủy quyền số 3", "Giới hạn ở: Ký thông báo họp", "Loại văn bản: TB", "đến hết 31/12/2999"):
        assert words in shown
    assert client.post(f"/tham-quyen-ky/{Mandate.objects.get().pk}/rut/")["Location"] == page


class TestChains:
    """KT. below TL. or TM., and heads of bodies below, by mandates that name who gave them."""

    @pytest.fixture
    def deputies(self, world):
        """A deputy of the office, one of the centre, one of the department."""
        return {
            name: worlds.person(name, full_name, unit, "officer", title)
            for name, full_name, unit, title in (
                ("office", "Phạm Văn Bảy", world.office, "Phó Trưởng phòng HC-TH"),
                ("centre", "Trần Văn Phó", world.centre, "Phó Giám đốc Trung tâm"),
                ("department", "Lý Thị Tám", world.department, "Phó Giám đốc Sở"),
            )
        }

    @pytest.fixture
    def give(self, world, grant):
        """Return an act that lets somebody sign for somebody."""

        def give(whose, prefix, by, **said):
            post, giver = whose.posts.get(), by.posts.get()
            return grant(post_id=post.pk, given_by_id=giver.pk, signing_prefix=prefix, document_types=[], **said)

        return give

    def reasons(self, world, person, prefix, *, issuer=None, document_type="TB", day=TODAY):
        """Return why somebody may not sign."""
        return may_sign(person.posts.get(), prefix, document_type, day, issuer=issuer or world.department)

    def test_the_deputy_of_who_signs_by_order(self, world, give, deputies):
        """Both mandates are needed; neither alone lets the deputy sign, nor KT. for the head of the department."""
        deputy = deputies["office"]
        give(deputy, "KT.", world.office_head)
        alone = self.reasons(world, deputy, "TL. KT.")
        give(world.office_head, "TL.", world.director)

        assert (type(alone), alone.params["name"]) == (errors.NoMandate, world.office_head.full_name)
        assert self.reasons(world, deputy, "TL. KT.") is None
        assert isinstance(self.reasons(world, deputy, "KT."), errors.NoMandate)
        assert isinstance(self.reasons(world, deputy, "TL."), errors.NoMandate)
        assert isinstance(
            self.reasons(world, deputies["department"], "TL. KT."), errors.SignerElsewhere | errors.NoMandate
        )

    def test_a_mandate_that_names_nobody_makes_no_chain(self, world, give, deputies):
        """It is one to sign for the head of the body, as before mandates named who gave them."""
        mandate = give(deputies["office"], "KT.", world.office_head)
        give(world.office_head, "TL.", world.director)
        Mandate.objects.filter(pk=mandate.pk).update(given_by=None)

        assert isinstance(self.reasons(world, deputies["office"], "TL. KT."), errors.NoMandate)
        assert self.reasons(world, deputies["office"], "KT.") is None

    def test_the_chain_covers_what_both_cover(self, world, grant, give, deputies):
        """And on days on which both hold."""
        grant()  # notices and letters, today and tomorrow
        give(deputies["office"], "KT.", world.office_head, last_day=None)

        assert isinstance(
            self.reasons(world, deputies["office"], "TL. KT.", document_type="QĐ"), errors.MandateForOthers
        )
        assert self.reasons(world, deputies["office"], "TL. KT.", day=TODAY + DAY) is None
        assert isinstance(self.reasons(world, deputies["office"], "TL. KT.", day=TODAY + 2 * DAY), errors.NoMandate)

    def test_nobody_orders_where_nobody_heads(self, world, give, deputies):
        """The post of the head is vacant."""
        give(world.office_head, "TL.", world.director, last_day=None)
        give(deputies["office"], "KT.", world.office_head, last_day=None)
        world.office_head.posts.update(valid_to=TODAY + DAY)

        assert self.reasons(world, deputies["office"], "TL. KT.") is None
        assert isinstance(self.reasons(world, deputies["office"], "TL. KT.", day=TODAY + DAY), errors.UnitWithoutHead)

    def test_the_head_of_a_body_below_signs_by_order(self, world, give, deputies):
        """Whose mandate names the head of the body above; without one it is another body's."""
        before = self.reasons(world, world.centre_director, "TL.")
        give(world.centre_director, "TL.", world.director)
        give(deputies["centre"], "KT.", world.centre_director)

        assert isinstance(before, errors.SignerElsewhere)
        assert self.reasons(world, world.centre_director, "TL.") is None
        assert self.reasons(world, deputies["centre"], "TL. KT.") is None
        assert isinstance(self.reasons(world, deputies["centre"], "KT."), errors.SignerElsewhere)
        assert self.reasons(world, deputies["centre"], "KT.", issuer=world.centre) is None

    def test_the_deputy_of_a_collegial_head(self, world, give, deputies):
        """By the mandate of a deputy."""
        before = self.reasons(world, deputies["department"], "TM. KT.")
        give(deputies["department"], "KT.", world.director)

        assert isinstance(before, errors.NoMandate)
        assert self.reasons(world, deputies["department"], "TM. KT.") is None

    def test_who_acts_as_head_is_of_the_unit(self, world, give, deputies):
        """Whoever gave the post."""
        give(deputies["centre"], "Q.", world.director)

        assert self.reasons(world, deputies["centre"], "Q.", issuer=world.centre) is None
        assert isinstance(self.reasons(world, deputies["centre"], "Q."), errors.SignerElsewhere)

    @pytest.mark.parametrize("prefix", ["TUQ. KT.", "KT. TL.", "TL. TUQ.", "TM. TL.", "TL. KT. KT.", "ABC"])
    def test_what_does_not_go_together(self, world, give, deputies, prefix):
        """TUQ. is not passed on."""
        give(deputies["office"], "KT.", world.office_head)
        give(world.office_head, "TUQ.", world.director, content="Ký thông báo")

        assert isinstance(self.reasons(world, deputies["office"], prefix), errors.SigningUnknown)

    def test_what_is_proposed_is_what_may_be_signed(self, world, give, grant, deputies):
        """Each proposal may sign; nobody else does."""
        give(deputies["department"], "KT.", world.director)
        give(world.office_head, "TL.", world.director)
        give(deputies["office"], "KT.", world.office_head)
        give(world.centre_director, "TL.", world.director)
        give(deputies["centre"], "KT.", world.centre_director)
        give(world.lab_head, "TUQ.", world.centre_director, content="Ký giấy mời")
        grant(post_id=world.farm_head.posts.get().pk, document_types=["GM"])

        found = signers(world.department, "TB", TODAY)

        assert {(post.person, prefix) for post, prefix in found} == {
            (world.director, ""), (deputies["department"], "KT."), (world.office_head, "TL."),
            (deputies["office"], "TL. KT."), (world.centre_director, "TL."), (deputies["centre"], "TL. KT."),
        }  # fmt: skip
        assert [may_sign(post, prefix, "TB", TODAY, issuer=world.department) for post, prefix in found] == [None] * 6
        assert {(post.person, prefix) for post, prefix in signers(world.centre, "TB", TODAY)} == {
            (world.centre_director, ""), (deputies["centre"], "KT."), (world.lab_head, "TUQ."),
        }  # fmt: skip


def test_the_types_are_those_that_the_reader_knows():
    """One list of the decree; the reader knows others beside."""
    known = load().types

    # An open letter bears no abbreviation that could be read.
    printed = [code for code in DocumentType.values if code != DocumentType.THU_CONG]
    assert {code: known.get(code) for code in printed} == {code: DocumentType(code).label for code in printed}
