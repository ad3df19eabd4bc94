"""Whom to trust, kept by the administrator; the pages on which signatures are examined; the door of the register."""

from __future__ import annotations

import datetime as dt
import re
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from dondoc.audit.models import Entry
from dondoc.documents import health
from dondoc.documents import services as documents
from dondoc.documents.models import Document, StoredFile
from dondoc.documents.signing import errors, selectors, services, verifying
from dondoc.documents.signing.choices import Revoked, Trust
from dondoc.documents.signing.models import RevocationList, TrustAnchor
from dondoc.kernel.health import Context, Level
from dondoc.organization.accounts.errors import NotAdministrator
from tests import world as worlds

from . import authority as a
from . import changes
from .authority import NOW

SOURCE = "Trang của cơ quan chứng thực, đối chiếu qua điện thoại"
PDF = "application/pdf"


def trust(world, issued=None, *, who="administrator", source=SOURCE, data=None):
    """Trust an authority."""
    given = (issued or a.root()).der if data is None else data
    return services.add_anchor(certificate=given, source=source, actor=getattr(world, who), now=NOW)


STRANGER = a.new_root("Người lạ")


def bring_in(world, crl=None, *, who="administrator", authority=None):
    """Bring in a list of revoked certificates."""
    crl = crl or a.root().revoke()
    return services.add_revocation_list(crl=crl, authority=authority, actor=getattr(world, who), now=NOW)


def everything():
    """Return what is kept of trust, and the log."""
    kept = [list(model.objects.order_by("pk").values()) for model in (TrustAnchor, RevocationList)]
    return kept, Entry.objects.count()


class TestTrustAnAuthority:
    """By its certificate, with a ground, on record."""

    @pytest.mark.parametrize("encoding", [Encoding.DER, Encoding.PEM])
    def test_it_is_kept_with_what_people_compare(self, world, encoding):
        """Name, fingerprint, time, source, who and when; the log tells it."""
        anchor = trust(world, data=a.root().certificate.public_bytes(encoding))

        assert (anchor.name, anchor.source, anchor.added_by) == (
            "Cơ quan chứng thực thử nghiệm", SOURCE, world.administrator
        )  # fmt: skip
        assert anchor.fingerprint == a.root().certificate.fingerprint(a.hashes.SHA256()).hex()
        assert (anchor.valid_from, anchor.valid_to) == (a.BEGINS - 900 * a.DAY, a.ENDS + 900 * a.DAY)
        entry = Entry.objects.get(act="documents.trust")
        assert (entry.subject, entry.after["fingerprint"]) == (f"anchor:{anchor.pk}", anchor.fingerprint)

    @pytest.mark.parametrize(
        ("given", "refusal"),
        [
            pytest.param({"who": "clerk"}, NotAdministrator, id="not-an-administrator"),
            pytest.param({"data": b"xin chao"}, errors.NotACertificate, id="no-certificate"),
            pytest.param({"data": b"-----BEGIN CERTIFICATE-----\n"}, errors.NotACertificate, id="cut-off"),
            pytest.param(
                {"data": a.root().certificate.public_bytes(Encoding.PEM) * 2}, errors.NotACertificate, id="several"
            ),
            pytest.param({"issued": a.director()}, errors.NotAnAuthority, id="a-person"),
            pytest.param({"source": "  "}, errors.SourceMissing, id="no-source"),
            pytest.param({"issued": a.new_root("Có rồi")}, None, id="another-authority-is-fine"),
        ],
    )
    def test_refusal_changes_nothing(self, world, given, refusal):
        """Each with its sentence."""
        before = everything()
        if refusal is None:
            assert trust(world, **given)
            return
        with pytest.raises(refusal):
            trust(world, **given)

        assert everything() == before

    def test_once(self, world):
        """The same certificate is trusted already; the database sees to it too."""
        anchor = trust(world)
        before = everything()

        with pytest.raises(errors.AlreadyTrusted):
            trust(world)
        with pytest.raises(IntegrityError), transaction.atomic():
            TrustAnchor.objects.create(**{
                name: getattr(anchor, name)
                for name in ("certificate", "name", "fingerprint", "valid_from", "valid_to", "source", "added_at")
            } | {"added_by": world.administrator})  # fmt: skip

        assert everything() == before


class TestWithdrawTrust:
    """It stays on record that it was trusted, and until when."""

    def test_its_signatures_are_not_trusted_any_more(self, world):
        """From that moment on, whenever they were made."""
        anchor = trust(world)
        assert [one.trust for one in selectors.signatures_in(a.sealed(), now=NOW)] == [Trust.TRUSTED] * 2

        services.withdraw_anchor(anchor_id=anchor.pk, actor=world.administrator, now=NOW)

        assert [one.trust for one in selectors.signatures_in(a.sealed(), now=NOW)] == [Trust.STRANGER] * 2
        anchor.refresh_from_db()
        assert (anchor.withdrawn_by, anchor.withdrawn_at) == (world.administrator, NOW)
        assert Entry.objects.get(act="documents.distrust").after["fingerprint"] == anchor.fingerprint

    def test_it_can_be_trusted_again(self, world):
        """As a new record."""
        first = trust(world)
        services.withdraw_anchor(anchor_id=first.pk, actor=world.administrator, now=NOW)

        again = trust(world)

        assert list(selectors.anchors()) == [again, first]

    @pytest.mark.parametrize(
        ("who", "wanted", "refusal"),
        [
            pytest.param("clerk", "trusted", NotAdministrator, id="not-an-administrator"),
            pytest.param("administrator", "none", errors.AnchorMissing, id="no-such-certificate"),
            pytest.param("administrator", "withdrawn", errors.AnchorMissing, id="withdrawn-already"),
        ],
    )
    def test_refusal_changes_nothing(self, world, who, wanted, refusal):
        """Each with its sentence."""
        withdrawn = trust(world, a.new_root("Cũ"))
        services.withdraw_anchor(anchor_id=withdrawn.pk, actor=world.administrator, now=NOW)
        ids = {"trusted": trust(world).pk, "withdrawn": withdrawn.pk, "none": 0}
        before = everything()

        with pytest.raises(refusal):
            services.withdraw_anchor(anchor_id=ids[wanted], actor=getattr(world, who), now=NOW)

        assert everything() == before


class TestBringInAList:
    """Of revoked certificates; the newest of each authority counts."""

    def test_it_counts_from_then_on(self, world):
        """For every document."""
        trust(world)
        bring_in(world, a.root().revoke(a.director(), at=a.SIGNED_AT - a.DAY))

        found = selectors.signatures_in(a.sealed(), now=NOW)

        assert [one.revoked for one in found] == [Revoked.BEFORE, Revoked.NO]
        assert Entry.objects.get(act="documents.add_revocation_list").after["date"] == "2026-11-24"

    @pytest.mark.parametrize(
        "says",
        [
            pytest.param(a.part(only_contains_ca_certs=True), id="of-authorities-only"),
            pytest.param(a.part(only_contains_user_certs=True), id="of-people-only"),
            pytest.param(a.part(url="http://a.vn/2.crl"), id="of-another-part"),
        ],
    )
    def test_a_newer_list_of_a_part_hides_no_whole_one(self, world, says):
        """What was revoked stays revoked."""
        trust(world)
        whole = bring_in(world, a.root().revoke(a.director(), at=a.SIGNED_AT - a.DAY, issued=NOW - 9 * a.DAY))
        partly = bring_in(world, a.root().revoke(says=says))

        found = selectors.signatures_in(a.sealed(), now=NOW)

        assert set(selectors.lists()) == {whole, partly}
        assert [one.revoked for one in found] == [Revoked.BEFORE, Revoked.NO]

    def test_a_list_of_a_part_vouches_for_no_other(self, world):
        """Not to stand in it says nothing of a certificate that never would."""
        trust(world)
        bring_in(world, a.root().revoke(says=a.part(url="http://a.vn/2.crl")))

        assert [one.revoked for one in selectors.signatures_in(a.sealed(), now=NOW)] == [Revoked.UNKNOWN] * 2

    def test_of_an_authority_below_a_trusted_one(self, world):
        """Its certificate is shown with the list, and followed up to the trusted one."""
        trust(world)
        below = a.root().issue("Cơ quan cấp dưới", use=a.CA_USE, is_authority=True)

        taken = bring_in(world, below.revoke(), authority=below.der)

        assert list(selectors.lists()) == [taken]

    def test_the_newest_counts(self, world):
        """The older one stays on record."""
        trust(world)
        trust(world, another := a.new_root("Cơ quan khác"))
        bring_in(world, a.root().revoke(issued=NOW - 9 * a.DAY))
        newest = bring_in(world)
        other = bring_in(world, another.revoke())

        assert set(selectors.lists()) == {newest, other}
        assert RevocationList.objects.count() == 3

    @pytest.mark.parametrize(
        ("given", "refusal"),
        [
            pytest.param({"who": "clerk"}, NotAdministrator, id="not-an-administrator"),
            pytest.param({"crl": b"xin chao"}, errors.NotARevocationList, id="no-list"),
            pytest.param({"crl": a.root().der}, errors.NotARevocationList, id="a-certificate"),
            pytest.param({"crl": a.new_root().revoke()}, errors.RevocationListForged, id="forged-by-a-namesake"),
            pytest.param(
                {"crl": a.root().revoke(issued=NOW - 9 * a.DAY)},
                errors.RevocationListOlder,
                id="older-than-the-one-here",
            ),
            pytest.param({"crl": a.root().revoke()}, errors.RevocationListOlder, id="the-same"),
            pytest.param(
                {"crl": a.root().revoke(issued=NOW, says=x509.DeltaCRLIndicator(1))},
                errors.RevocationListPartial,
                id="only-what-changed",
            ),
            pytest.param(
                {"crl": a.root().revoke(issued=NOW + a.DAY)}, errors.RevocationListFuture, id="dated-tomorrow"
            ),
            pytest.param(
                {"crl": a.new_root("Người lạ").revoke()}, errors.RevocationListUnchecked, id="of-nobody-trusted"
            ),
            pytest.param(
                {"crl": STRANGER.revoke(), "authority": STRANGER.der},
                errors.RevocationListUnchecked,
                id="of-a-stranger-with-a-certificate",
            ),
            pytest.param(
                {"crl": a.director().revoke(), "authority": a.director().der},
                errors.RevocationListUnchecked,
                id="of-a-person",
            ),
            pytest.param(
                {"crl": STRANGER.revoke(), "authority": b"xin chao"}, errors.NotACertificate, id="no-certificate"
            ),
        ],
    )
    def test_refusal_changes_nothing(self, world, given, refusal):
        """Each with its sentence."""
        trust(world)
        bring_in(world)
        before = everything()

        with pytest.raises(refusal):
            bring_in(world, **given)

        assert everything() == before


class TestTheRegister:
    """What was altered after it was signed does not get in."""

    @pytest.mark.parametrize("act", [documents.register, documents.receive])
    def test_altered_is_refused_and_nothing_is_kept(self, world, kept_files, act):
        """With who had signed and what was changed."""
        with pytest.raises(errors.PdfAltered) as told:
            act(data=changes.add_page(a.sealed()), name="a.pdf", actor=world.clerk, now=NOW)

        assert told.value.params["signer"] == "Nguyễn Văn Ước"
        assert [model.objects.count() for model in (Document, StoredFile, Entry)] == [0, 0, 0]
        assert [path for path in kept_files.rglob("*") if path.is_file()] == []

    def test_whole_is_taken_in(self, world, kept_files):
        """Trusted or not: that is for people to weigh."""
        document = documents.register(data=a.sealed(), name="a.pdf", actor=world.clerk, now=NOW)

        assert [one.signer for one in selectors.signatures_of(document, now=NOW)] == [
            "Nguyễn Văn Ước",
            "Sở Khoa học và Công nghệ tỉnh Quảng Ngãi",
        ]


class TestPages:
    """What people see."""

    @pytest.mark.parametrize(
        ("make", "status", "words"),
        [
            pytest.param(a.sealed, 200, ["Nguyễn Văn Ước", "Sở Khoa học và Công nghệ tỉnh Quảng Ngãi"], id="signed"),
            pytest.param(lambda: changes.add_page(a.sealed()), 200, ["status--late"], id="altered"),
            pytest.param(a.plain_pdf, 200, ["muted"], id="no-signatures"),
            pytest.param(lambda: b"xin chao", 422, ["error"], id="no-pdf"),
        ],
    )
    def test_anybody_may_have_a_file_examined(self, world, client, kept_files, make, status, words):
        """Nothing of it is kept."""
        trust(world)
        before = everything()
        client.force_login(world.officer)

        answer = client.post(
            reverse("documents:check-signatures"), {"pdf": SimpleUploadedFile("van-ban.pdf", make(), PDF)}
        )

        assert answer.status_code == status
        assert [word for word in words if word not in answer.content.decode()] == []
        assert everything() == before
        assert [path for path in kept_files.rglob("*") if path.is_file()] == []

    @pytest.mark.parametrize("wants_part", [True, False])
    def test_the_signatures_of_a_document(self, world, client, kept_files, wants_part):
        """As a page of their own, and as the part that its page loads."""
        document = stored(world, a.sealed())
        client.force_login(world.clerk)
        headers = {"hx-request": "true"} if wants_part else {}

        page = client.get(reverse("documents:signatures", args=[document.pk]), headers=headers).content.decode()

        assert ("<html" in page) != wants_part
        assert page.count('<li class="signature">') == 2
        assert "hx-get" not in page[page.index("h-signatures") :].partition("</section>")[0]

    @pytest.mark.parametrize("name", ["documents:check-signatures", "documents:signatures"])
    def test_no_more_at_once_than_the_machine_bears(self, world, client, kept_files, monkeypatch, name):
        """Whoever comes next is told to wait, and no process is started for them."""
        document = stored(world, a.sealed())
        client.force_login(world.clerk)
        monkeypatch.setattr(verifying, "AT_ONCE", threading.BoundedSemaphore(1))
        monkeypatch.setattr(verifying, "PATIENCE", 0.01)
        monkeypatch.setattr(verifying.subprocess, "run", lambda *_words, **_more: pytest.fail("it was started"))
        sentence = str(errors.ExaminerBusy().sentence)

        with verifying.AT_ONCE:
            if name == "documents:signatures":
                page = client.get(reverse(name, args=[document.pk]))
            else:
                page = client.post(reverse(name), {"pdf": SimpleUploadedFile("a.pdf", a.sealed(), PDF)})

        assert sentence in page.content.decode()

    def test_a_damaged_file_says_so(self, world, client, kept_files):
        """On the page, in a sentence."""
        document = stored(world, a.sealed()[:20_000])
        client.force_login(world.clerk)

        page = client.get(reverse("documents:signatures", args=[document.pk]))

        assert (page.status_code, "note--late" in page.content.decode()) == (200, True)

    @pytest.mark.parametrize(
        ("who", "media_type", "expected"),
        [
            pytest.param("clerk", PDF, 200, id="who-sees-the-document"),
            pytest.param("officer", PDF, 404, id="who-does-not"),
            pytest.param("clerk", "text/plain", 404, id="no-pdf"),
        ],
    )
    def test_who_may_see_them(self, world, client, kept_files, who, media_type, expected):
        """Whoever may open the document."""
        document = stored(world, a.plain_pdf(), media_type=media_type)
        client.force_login(getattr(world, who))

        assert client.get(reverse("documents:signatures", args=[document.pk])).status_code == expected

    def test_the_administrator_adds_and_withdraws(self, world, client):
        """What is refused stands above the form, with what was typed."""
        client.force_login(world.administrator)
        address = reverse("documents:add-anchor")
        given = {"certificate": SimpleUploadedFile("a.cer", a.root().der), "source": SOURCE}

        added = client.post(address, given, follow=True)
        again = client.post(address, given | {"certificate": SimpleUploadedFile("a.cer", a.root().der)})

        anchor = TrustAnchor.objects.get()
        assert anchor.fingerprint_in_groups in added.content.decode()
        assert (again.status_code, SOURCE in again.content.decode()) == (422, True)
        client.post(reverse("documents:withdraw-anchor", args=[anchor.pk]))
        assert TrustAnchor.objects.trusted().count() == 0

    @pytest.mark.parametrize(
        ("name", "here"),
        [
            pytest.param("documents:anchors", "documents:anchors", id="of-its-own"),
            pytest.param("documents:check-signatures", "documents:list", id="within-the-documents"),
            pytest.param("documents:list", "documents:list", id="the-documents"),
        ],
    )
    def test_one_entry_of_the_menu_is_current(self, world, client, name, here):
        """Of an address within another, the inner one."""
        client.force_login(world.office_head)

        page = client.get(reverse(name)).content.decode()

        menu = [link for link in re.findall(r"<a [^>]*>", page) if "data-go=" in link and "aria-current" in link]
        assert [re.findall(r'href="([^"]+)"', link) for link in menu] == [[reverse(here)]]

    def test_the_administrator_brings_in_a_list(self, world, client):
        """And is told when the file is none."""
        trust(world)
        client.force_login(world.administrator)
        address = reverse("documents:add-revocation-list")

        wrong = client.post(address, {"crl": SimpleUploadedFile("a.crl", b"x")})
        right = client.post(address, {"crl": SimpleUploadedFile("a.crl", a.root().revoke())}, follow=True)

        assert (wrong.status_code, right.status_code, RevocationList.objects.count()) == (422, 200, 1)
        assert "Cơ quan chứng thực thử nghiệm" in right.content.decode()


def stored(world, pdf, *, media_type=PDF):
    """Return a registered document with this file."""
    return worlds.document(world, [], media_type=media_type, data=pdf)


class TestTheDoctor:
    """Warns before what is trusted runs out."""

    @pytest.mark.parametrize(
        ("ends_in", "until", "expected"),
        [
            pytest.param(dt.timedelta(days=61), a.ENDS, [Level.GOOD], id="all-hold"),
            pytest.param(dt.timedelta(days=59), a.ENDS, [Level.WARNING], id="a-certificate-ends-soon"),
            pytest.param(dt.timedelta(days=-1), a.ENDS, [Level.WARNING], id="a-certificate-has-ended"),
            pytest.param(dt.timedelta(days=61), NOW - dt.timedelta(hours=1), [Level.WARNING], id="a-list-is-old"),
        ],
    )
    def test_what_it_finds(self, world, ends_in, until, expected):
        """One line each."""
        trust(world, a.new_root(begins=NOW - 900 * a.DAY, ends=NOW + ends_in))
        trust(world, other := a.new_root("Cơ quan khác", begins=NOW - 900 * a.DAY, ends=NOW + 900 * a.DAY))
        bring_in(world, other.revoke(until=until))

        assert [finding.level for finding in health.signatures(Context(now=NOW))] == expected
