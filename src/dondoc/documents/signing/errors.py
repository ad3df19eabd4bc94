"""What signing, verifying and the trusted certificates refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dondoc.kernel.errors import Conflict, Invalid, Missing

# ---- the file


class PdfUnreadable(Invalid):
    """No PDF, or one that is damaged."""

    code = "documents.pdf_unreadable"
    message = _("The file is no PDF, or it is damaged, so its signatures cannot be read. Ask for another copy.")


class PdfTooIntricate(Invalid):
    """More revisions, objects or signatures than any real document has, or made to wear the reader out."""

    code = "documents.pdf_too_intricate"
    message = _("The structure of this PDF is out of the ordinary, so it was not examined. Ask for another copy.")


class PdfLocked(Invalid):
    """Behind a password."""

    code = "documents.pdf_locked"
    message = _("The PDF is protected by a password. Remove the password and send the file again.")


class ExaminerBusy(Conflict):
    """As many files are being examined as this machine bears at once."""

    code = "documents.examiner_busy"
    message = _("Other signed files are being examined just now. Wait a minute and try again; nothing was changed.")


class PdfAltered(Invalid):
    """Changed after it was signed, in a way the signature does not allow."""

    code = "documents.pdf_altered"
    heading = _("The document was altered after it was signed")
    message = _("The file was changed after %(signer)s signed it: %(reason)s Send it back and ask for the original.")


# ---- the steps of signing


class AlreadySigned(Conflict):
    """The person signs first."""

    code = "documents.already_signed"
    message = _("The PDF bears a signature already. The person signs first, on the file that nobody has signed.")


class NotSignedByPerson(Conflict):
    """Number and seal come after the person's signature."""

    code = "documents.not_signed_by_person"
    message = _("The person has not signed this PDF yet. Number, date and seal come after that signature.")


class NumberMissing(Conflict):
    """The organisation signs what bears its number."""

    code = "documents.number_not_entered"
    message = _("The PDF bears no number yet. Enter number and date before the organisation signs.")


class NumberEntered(Conflict):
    """Once."""

    code = "documents.number_entered"
    message = _("Number and date stand in this PDF already and cannot be changed.")


class SealedAlready(Conflict):
    """The organisation has signed; the document is finished."""

    code = "documents.sealed_already"
    message = _("The organisation has signed this PDF already, so nothing more is entered or signed.")


class PlaceOutside(Invalid):
    """A place that is not on the page."""

    code = "documents.place_outside"
    message = _("The place of “%(what)s” lies outside the page. Lay the document out again.")


class WordsTooWide(Invalid):
    """Longer than the place that the layout leaves."""

    code = "documents.words_too_wide"
    message = _("“%(words)s” is too long for its place in the document. Shorten it or lay the document out again.")


class ImageUnusable(Invalid):
    """Not the picture that Nghị định 30 asks for."""

    code = "documents.signature_image_unusable"
    message = _("The image of the signature or seal must be a PNG file. Choose another image.")


# ---- the key


class WrongPassphrase(Invalid):
    """The passphrase does not open the key."""

    code = "documents.wrong_passphrase"
    message = _("The passphrase or PIN does not open the signing key. Type it again; nothing was signed.")


class TokenBlocked(Invalid):
    """Too many wrong PINs."""

    code = "documents.token_blocked"
    message = _("The token is blocked after too many wrong PINs. Ask the certificate provider to unblock it.")


class KeyUnreadable(Invalid):
    """Not a key file, or one without a key or a certificate."""

    code = "documents.key_unreadable"
    message = _("The file holds no signing key with its certificate. Choose the .p12 or .pfx file that you were given.")


class TokenMissing(Invalid):
    """Not plugged in, or no driver."""

    code = "documents.token_missing"
    message = _("The signing token was not found. Plug it in, check its driver and try again.")


class CertificateMissing(Invalid):
    """The token holds no certificate of this name."""

    code = "documents.certificate_missing"
    message = _("The token holds no signing certificate, or several. Name the certificate to sign with.")


class CertificateExpired(Invalid):
    """Past its last day."""

    code = "documents.certificate_expired"
    message = _("The certificate of %(name)s expired on %(day)s. Have it renewed; nothing was signed.")


class CertificateNotYetValid(Invalid):
    """Before its first day."""

    code = "documents.certificate_not_yet_valid"
    message = _("The certificate of %(name)s is valid only from %(day)s. Sign from that day on; nothing was signed.")


class CertificateRevoked(Invalid):
    """Named by a list of revoked certificates, itself or one above it."""

    code = "documents.certificate_revoked"
    message = _("The certificate of %(name)s was revoked on %(day)s. Sign with another one; nothing was signed.")


class CertificateNotForSigning(Invalid):
    """Its key usage is something else."""

    code = "documents.certificate_not_for_signing"
    message = _("The certificate of %(name)s is not meant for signing documents. Choose your signing certificate.")


class SigningFailed(Invalid):
    """The key refused or the device broke off."""

    code = "documents.signing_failed"
    message = _("The key did not sign. Check the token and try again; nothing was signed.")


# ---- whom to trust


class NotACertificate(Invalid):
    """Neither PEM nor DER."""

    code = "documents.not_a_certificate"
    message = _("The file is no certificate, or holds several. Choose one certificate (.cer, .crt, .pem).")


class NotAnAuthority(Invalid):
    """The certificate of a person or a server."""

    code = "documents.not_an_authority"
    message = _(
        "“%(name)s” is not the certificate of an authority that issues certificates. Choose its root certificate."
    )


class SourceMissing(Invalid):
    """Trust needs a ground."""

    code = "documents.anchor_source_missing"
    message = _("Write where the certificate was taken from and how its fingerprint was compared.")


class AlreadyTrusted(Conflict):
    """The same certificate."""

    code = "documents.already_trusted"
    message = _("This certificate is trusted already.")


class AnchorMissing(Missing):
    """None of this id, or withdrawn."""

    code = "documents.anchor_missing"
    message = _("There is no such certificate, or trust in it was withdrawn. Reload the page.")


class NotARevocationList(Invalid):
    """Neither PEM nor DER."""

    code = "documents.not_a_revocation_list"
    message = _("The file is no list of revoked certificates. Choose the .crl file of the authority.")


class RevocationListForged(Invalid):
    """It names an authority that is trusted here, but that authority did not sign it."""

    code = "documents.revocation_list_forged"
    message = _("The list names “%(issuer)s” but was not signed by it. Download it again from the authority.")


class RevocationListPartial(Invalid):
    """A delta list says only what changed since another."""

    code = "documents.revocation_list_partial"
    message = _("The list names only what changed since an earlier one. Choose the whole list of the authority.")


class RevocationListFuture(Invalid):
    """Issued later than now."""

    code = "documents.revocation_list_future"
    message = _("The list is dated %(day)s, which has not come yet. Check the clock of this machine, or the list.")


class RevocationListUnchecked(Invalid):
    """Nobody who is trusted vouches for who signed it."""

    code = "documents.revocation_list_unchecked"
    message = _(
        "Whether “%(issuer)s” signed this list cannot be checked. "
        "Choose its certificate as well, issued by an authority that is trusted here."
    )


class RevocationListOlder(Conflict):
    """Not newer than the one here."""

    code = "documents.revocation_list_older"
    message = _("A list of “%(issuer)s” of %(day)s is here already. Choose a newer one.")
