"""The person signs, number and date are entered, the organisation signs."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from dondoc.documents.signing import errors, fields, signing
from dondoc.documents.signing.choices import Integrity, Verdict
from dondoc.documents.signing.examining import examine
from dondoc.documents.signing.keys import KeyFile
from dondoc.documents.signing.lettering import FAMILIES, draw
from dondoc.documents.signing.places import Box, Line, seal_over
from tests.bad_files import pdf as unsigned_pdf

from . import authority as a
from . import changes


def verdicts(pdf):
    """Return what is said of each signature."""
    return [(one.signer, one.integrity, one.verdict) for one in examine(pdf, [a.root().der], a.NOW)]


def values(pdf):
    """Return the words of the fields."""
    reader = PdfFileReader(io.BytesIO(pdf))
    return {name: str(field.get_object().get("/V", "")) for name, field in fields._all(reader)}


def picture_of(pdf, *, number=0, scale=2):
    """Return a page as people see it, its fields drawn."""
    document = pdfium.PdfDocument(pdf)
    document.init_forms()
    return document[number].render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")


def ink(pdf, box, colour):
    """Return the share of a place that is drawn in a colour: `dark`, `blue` or `red`."""
    scale = 2
    place = (box.left * scale, (842 - box.top) * scale, box.right * scale, (842 - box.bottom) * scale)
    drawn = picture_of(pdf, scale=scale).crop(tuple(map(round, place))).tobytes()
    pixels = list(zip(drawn[::3], drawn[1::3], drawn[2::3], strict=True))
    is_drawn = {
        "dark": lambda red, green, blue: max(red, green, blue) < 110,
        "blue": lambda red, green, blue: blue > 130 and blue > red + 60 and blue > green + 60,
        "red": lambda red, green, blue: red > 150 and max(green, blue) < 90,
    }[colour]
    return sum(is_drawn(*pixel) for pixel in pixels) / len(pixels)


class TestTheThreeSteps:
    """Each keeps what was signed before it valid."""

    @pytest.mark.parametrize(
        ("step", "expected"),
        [
            pytest.param(a.signed_by_person, [("Nguyễn Văn Ước", Integrity.WHOLE, Verdict.SOUND)], id="signed"),
            pytest.param(a.numbered, [("Nguyễn Văn Ước", Integrity.EXTENDED, Verdict.SOUND)], id="numbered"),
            pytest.param(
                a.sealed,
                [
                    ("Nguyễn Văn Ước", Integrity.EXTENDED, Verdict.SOUND),
                    ("Sở Khoa học và Công nghệ tỉnh Quảng Ngãi", Integrity.WHOLE, Verdict.SOUND),
                ],
                id="sealed",
            ),
        ],
    )
    def test_every_signature_holds(self, step, expected):
        """The analysis of the revisions finds only what the earlier signature allows."""
        assert verdicts(step()) == expected

    def test_each_step_only_appends(self):
        """What was signed is there byte for byte."""
        steps = [a.archival_pdf(), a.signed_by_person(), a.numbered(), a.sealed()]

        assert [later.startswith(earlier) for earlier, later in pairwise(steps)] == [True] * 3

    @pytest.mark.needs("pdfsig")
    @pytest.mark.parametrize("make", [a.archival_pdf, a.plain_pdf])
    def test_another_program_agrees(self, make, tmp_path):
        """Poppler knows nothing of this library."""
        signed = signing.sign_personal(make(), a.director().key_file(), places=a.PLACES, at=a.SIGNED_AT)
        numbered = signing.enter_number(signed.data, "05", ["ngày 02 tháng 3 năm 2026"])
        sealed = signing.sign_organisation(numbered, a.department().key_file(), at=a.SEALED_AT)
        path = tmp_path / "a.pdf"
        path.write_bytes(sealed.data)

        told = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout

        assert re.findall(r"Signature Validation: (.*)\.", told) == ["Signature is Valid"] * 2
        assert re.findall(r"Signature Type: (.*)", told) == ["ETSI.CAdES.detached"] * 2
        assert [line.strip(" -") for line in told.splitlines() if "total document" in line.lower()] == [
            "Not total document signed",
            "Total document signed",
        ]

    def test_the_moment_is_the_one_given(self):
        """With the zone of Việt Nam, never the clock of the machine."""
        told = [one.claimed_at for one in examine(a.sealed(), [], a.NOW)]

        assert [moment.isoformat() for moment in told] == ["2026-11-20T08:30:00+07:00", "2026-11-20T09:45:07+07:00"]

    def test_words_stand_in_the_fields_and_nobody_can_type_there(self):
        """As values, which programs read, and read-only."""
        reader = PdfFileReader(io.BytesIO(a.sealed()))
        flags = [
            int(field.get_object()["/Ff"])
            for name, field in fields._all(reader)
            if name in (fields.NUMBER, f"{fields.DATE}1", fields.NOTE)
        ]

        assert [values(a.sealed())[name] for name in (fields.NUMBER, f"{fields.DATE}1", fields.NOTE)] == [
            "335",
            "ngày 20 tháng 11 năm 2026",
            "335/TB-SKHCN; 2026-11-20T09:45:07+07:00",
        ]
        assert flags == [fields.READ_ONLY] * 3

    def test_it_stays_an_archival_file(self):
        """PDF/A is still claimed, and the fonts of the fields are embedded."""
        reader = PdfFileReader(io.BytesIO(a.sealed()))
        field = next(field for name, field in fields._all(reader) if name == f"{fields.DATE}1").get_object()
        words = field["/AP"]["/N"]["/Resources"]["/XObject"]["/Words"]
        fonts = [font.get_object() for font in words["/Resources"]["/Font"].values()]
        described = [font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]

        assert b"pdfaid" in reader.root["/Metadata"].data
        assert [{"/FontFile2", "/FontFile3"} & set(descriptor) != set() for descriptor in described] == [True]
        assert str(fonts[0]["/BaseFont"]).split("+")[1].startswith(FAMILIES[0])


class TestAppearance:
    """What people see."""

    @pytest.mark.parametrize(
        ("step", "place", "colour", "is_drawn"),
        [
            pytest.param(a.signed_by_person, a.PLACES.number.box, "dark", False, id="no-number-before"),
            pytest.param(a.numbered, a.PLACES.number.box, "dark", True, id="number"),
            pytest.param(a.numbered, a.PLACES.date[0].box, "dark", True, id="date"),
            pytest.param(a.numbered, a.PLACES.note.box, "dark", False, id="no-line-before"),
            pytest.param(a.sealed, a.PLACES.note.box, "dark", True, id="line-of-the-organisation"),
            pytest.param(a.signed_by_person, a.PERSON, "blue", True, id="signature-is-blue"),
            pytest.param(a.numbered, a.PLACES.seal, "red", False, id="no-seal-before"),
            pytest.param(a.sealed, a.PLACES.seal, "red", True, id="seal-is-red"),
            pytest.param(a.sealed, a.PERSON, "blue", True, id="signature-is-seen-under-the-seal"),
        ],
    )
    def test_what_is_drawn_where(self, step, place, colour, is_drawn):
        """Each step shows what it adds."""
        assert (ink(step(), place, colour) > 0.004) == is_drawn

    def test_the_seal_covers_a_third_of_the_signature_on_its_left(self):
        """As Phụ lục I orders of ô số 8, in its real size."""
        seal = seal_over(Box(1, 300, 100, 390, 140), side=102)

        assert (seal.right, seal.right - seal.left, seal.top - seal.bottom) == (330, 102, 102)
        assert (seal.top + seal.bottom) / 2 == 120

    def test_without_images_nothing_is_drawn_and_both_signatures_hold(self):
        """A signature need not be seen."""
        bare = replace(a.PLACES, person=None, seal=None, note=None)
        signed = signing.sign_personal(a.archival_pdf(), a.director().key_file(), places=bare, at=a.SIGNED_AT)
        numbered = signing.enter_number(signed.data, "335", ["ngày 20"])
        sealed = signing.sign_organisation(numbered, a.department().key_file(), at=a.SEALED_AT, note="335/TB")

        assert [verdict for _who, _integrity, verdict in verdicts(sealed.data)] == [Verdict.SOUND] * 2
        assert ink(sealed.data, a.PERSON, "blue") == 0

    @pytest.mark.parametrize("words", ["Ộ Ễ Ử đ ₫", "ngày 02 tháng 9 năm 2026", "#set text(red) *a*"])
    def test_words_are_drawn_and_kept(self, words):
        """Whatever they hold."""
        numbered = signing.enter_number(a.signed_by_person(), "1", [words])

        assert values(numbered)[f"{fields.DATE}1"] == words
        assert ink(numbered, a.PLACES.date[0].box, "dark") > 0.004

    def test_nothing_in_words_is_a_command_of_the_typesetter(self):
        """They are drawn at their length."""
        assert draw("#set text(red) *a*", size=13, is_italic=False).width > 90


class TestWhatIsAllowedAfterwards:
    """Later changes are told from what the signatures allow."""

    @pytest.mark.parametrize(
        ("step", "change", "expected"),
        [
            pytest.param(a.signed_by_person, changes.add_page, ["pages"], id="page-before-the-number"),
            pytest.param(a.signed_by_person, changes.add_annotation, ["content"], id="note-before-the-number"),
            pytest.param(a.signed_by_person, changes.write_on_page, ["content"], id="words-before-the-number"),
            pytest.param(a.signed_by_person, changes.add_field, ["new_field"], id="field-before-the-number"),
            pytest.param(
                a.signed_by_person, changes.sign_visibly, ["signature", None], id="picture-where-none-is-provided"
            ),
            pytest.param(a.sealed, changes.add_page, ["pages", "pages"], id="page"),
            pytest.param(a.sealed, changes.add_annotation, ["content", "content"], id="note"),
            pytest.param(a.sealed, changes.write_on_page, ["content", "content"], id="words"),
            pytest.param(a.sealed, changes.change_number, [None, "field"], id="another-number"),
            pytest.param(a.sealed, changes.flip_byte, ["bytes", "bytes"], id="flipped-byte"),
            pytest.param(a.sealed, changes.add_line_feed, [None, None], id="line-feed-at-the-end-is-none"),
            pytest.param(a.sealed, changes.sign_too, [None, None, None], id="somebody-else-may-sign"),
        ],
    )
    def test_every_other_change_is_told(self, step, change, expected):
        """Of each signature, what was altered after it."""
        found = examine(change(step()), [], a.NOW)

        assert [one.alteration and one.alteration.value for one in found] == expected

    @pytest.mark.parametrize(
        "act",
        [
            pytest.param(lambda pdf: signing.enter_number(pdf, "1", ["ngày 1"]), id="enter-number"),
            pytest.param(
                lambda pdf: signing.sign_organisation(pdf, a.department().key_file(), at=a.SEALED_AT), id="seal"
            ),
        ],
    )
    def test_what_was_altered_goes_no_further(self, act):
        """Nobody puts a number or a seal on it."""
        first = a.signed_by_person() if act.__code__.co_names[1] == "enter_number" else a.numbered()

        with pytest.raises(errors.PdfAltered):
            act(changes.write_on_page(first))


class TestOrderOfTheSteps:
    """One after the other, each once."""

    @pytest.mark.parametrize(
        ("act", "refusal"),
        [
            pytest.param(lambda: _sign(a.numbered()), errors.AlreadySigned, id="the-person-signs-first"),
            pytest.param(lambda: _number(a.archival_pdf()), errors.NotSignedByPerson, id="number-before-signature"),
            pytest.param(lambda: _number(a.numbered()), errors.NumberEntered, id="number-twice"),
            pytest.param(lambda: _number(a.sealed()), errors.SealedAlready, id="number-after-the-seal"),
            pytest.param(lambda: _seal(a.archival_pdf()), errors.NotSignedByPerson, id="seal-before-signature"),
            pytest.param(lambda: _seal(a.signed_by_person()), errors.NumberMissing, id="seal-before-number"),
            pytest.param(lambda: _seal(a.sealed()), errors.SealedAlready, id="seal-twice"),
        ],
    )
    def test_a_step_out_of_turn_is_refused(self, act, refusal):
        """With its reason; the bytes given stay what they are."""
        before = a.sealed()

        with pytest.raises(refusal):
            act()

        assert a.sealed() == before


def _sign(pdf, **options):
    given = {"places": a.PLACES, "at": a.SIGNED_AT} | options
    return signing.sign_personal(pdf, given.pop("key", a.director().key_file()), **given)


def _number(pdf, number="1", date="ngày 1"):
    return signing.enter_number(pdf, number, [date])


def _seal(pdf):
    return signing.sign_organisation(pdf, a.department().key_file(), at=a.SEALED_AT)


class TestBadInput:
    """Each with one sentence, and nothing signed."""

    @pytest.mark.parametrize(
        ("options", "refusal"),
        [
            pytest.param({"key": a.director().key_file("sai")}, errors.WrongPassphrase, id="wrong-passphrase"),
            pytest.param({"key": KeyFile(b"x" * 500, "a")}, errors.KeyUnreadable, id="no-key-file"),
            pytest.param({"key": KeyFile(a.director().der, "a")}, errors.KeyUnreadable, id="only-a-certificate"),
            pytest.param({"at": a.ENDS + a.DAY}, errors.CertificateExpired, id="expired"),
            pytest.param({"at": a.BEGINS - a.DAY}, errors.CertificateNotYetValid, id="not-yet-valid"),
            pytest.param(
                {"key": a.root().issue("Mã hoá", use={"key_encipherment": True}).key_file()},
                errors.CertificateNotForSigning,
                id="not-for-signing",
            ),
            pytest.param({"key": a.root().key_file()}, errors.CertificateNotForSigning, id="an-authority"),
            pytest.param({"lists": [a.root().revoke(a.director())]}, errors.CertificateRevoked, id="revoked"),
            pytest.param({"image": b"GIF89a"}, errors.ImageUnusable, id="no-picture"),
            pytest.param(
                {"places": replace(a.PLACES, person=Box(1, 500, 300, 700, 350))}, errors.PlaceOutside, id="off-the-page"
            ),
            pytest.param(
                {"places": replace(a.PLACES, number=Line(0, 100, 700, 40))},
                errors.PlaceOutside,
                id="before-the-first-page",
            ),
            pytest.param(
                {"places": replace(a.PLACES, number=Line(3, 100, 700, 40))}, errors.PlaceOutside, id="no-such-page"
            ),
        ],
    )
    def test_the_person_cannot_sign(self, options, refusal):
        """And is told why."""
        with pytest.raises(refusal) as told:
            _sign(a.archival_pdf(), **options)

        assert told.value.sentence

    @pytest.mark.parametrize(
        ("lists", "refusal"),
        [
            pytest.param(lambda middle, one: middle.revoke(one), errors.CertificateRevoked, id="the-certificate"),
            pytest.param(lambda middle, _one: a.root().revoke(middle), errors.CertificateRevoked, id="the-one-above"),
            pytest.param(lambda _middle, one: a.new_root().revoke(one), None, id="a-list-of-somebody-else"),
            pytest.param(lambda middle, _one: middle.revoke(a.director()), None, id="another-certificate"),
        ],
    )
    def test_who_is_named_by_a_list(self, lists, refusal):
        """Of the authority that issued the certificate, or of the one above it."""
        middle = a.root().issue("Cơ quan cấp dưới", use=a.CA_USE, is_authority=True)
        one = middle.issue("Nguyễn Văn Ước")
        options = {"key": one.key_file(), "lists": [lists(middle, one)]}
        if refusal is None:
            assert _sign(a.archival_pdf(), **options).data
            return

        with pytest.raises(refusal):
            _sign(a.archival_pdf(), **options)

    @pytest.mark.parametrize("at", [a.BEGINS, a.ENDS])
    def test_the_first_and_the_last_moment_of_a_certificate_count(self, at):
        """Valid from and to, both included."""
        assert _sign(a.archival_pdf(), at=at).data

    def test_a_certificate_that_names_no_use_may_sign(self):
        """RFC 5280: no extension, no limit."""
        assert _sign(a.archival_pdf(), key=a.root().issue("A", use=None).key_file()).data

    @pytest.mark.parametrize(
        ("make", "refusal"),
        [
            pytest.param(lambda: b"", errors.PdfUnreadable, id="empty"),
            pytest.param(lambda: b"%PDF-1.7\n" + bytes(2000), errors.PdfUnreadable, id="rubbish"),
            pytest.param(lambda: unsigned_pdf()[:300], errors.PdfUnreadable, id="cut-off"),
            pytest.param(lambda: unsigned_pdf("bi mat"), errors.PdfLocked, id="behind-a-password"),
        ],
    )
    def test_the_file_is_none(self, make, refusal):
        """Or cannot be opened."""
        with pytest.raises(refusal):
            _sign(make())

    @pytest.mark.parametrize("number", ["335" * 9, "Ộ" * 40])
    def test_words_too_long_for_their_place(self, number):
        """Are not squeezed, and nothing is entered."""
        with pytest.raises(errors.WordsTooWide):
            _number(a.signed_by_person(), number)

        assert values(a.signed_by_person())[fields.NUMBER] == ""

    def test_a_key_tells_nothing_of_its_passphrase(self):
        """Not when it is printed, nor in the error it raises."""
        key = a.director().key_file("bí mật lắm")
        with pytest.raises(errors.WrongPassphrase) as told, key.opened():
            pass

        assert "bí mật" not in repr(key) + str(told.value) + str(told.value.params)
        assert (told.value.__cause__, told.value.__suppress_context__) == (None, True)


class TestAdviceOnTheName:
    """The certificate of somebody else is told of; the signature stands."""

    @pytest.mark.parametrize(
        ("name", "is_told"),
        [
            pytest.param("Nguyễn Văn Ước", False, id="the-same"),
            pytest.param("NGUYỄN VĂN ƯỚC", False, id="capitals"),
            pytest.param("Nguyen Van Uoc", False, id="without-marks"),
            pytest.param("", False, id="not-asked"),
            pytest.param("Lê Thị Tư", True, id="somebody-else"),
        ],
    )
    def test_advice(self, name, is_told):
        """A sentence, or none."""
        signed = _sign(a.archival_pdf(), name=name)

        assert bool(signed.advice) == is_told
        assert signed.certificate.name == "Nguyễn Văn Ước"
