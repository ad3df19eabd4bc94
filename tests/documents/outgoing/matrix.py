"""What each role gets at the addresses of outgoing documents: rows for `tests.test_access_matrix`, in its order."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import World

from . import signed

SIGN_IN = 302
# The centre issues what the lab drafted; the office of the department keeps the register.
OFFICE = [403, 302, 302, 403, 403, 403, 404, SIGN_IN]
OFFICE_ONLY = [403, 302, 302, 403, 403, 403, 403, SIGN_IN]

MATRIX: dict[str, tuple[str, list[int]]] = {
    "documents:outgoing-book": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:outgoing-print": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:outgoing-export": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "documents:outgoing": ("GET", [200, 200, 200, 200, 200, 200, 404, SIGN_IN]),
    "documents:record-signature": ("POST", OFFICE),
    "documents:sign-draft": ("GET", [403, 403, 403, 200, 403, 403, 404, SIGN_IN]),
    "documents:seal-outgoing": ("POST", [403, 422, 422, 403, 403, 403, 404, SIGN_IN]),
    "documents:outgoing-file": ("GET", [200, 200, 200, 200, 200, 200, 404, SIGN_IN]),
    "documents:number-outgoing": ("POST", OFFICE),
    "documents:discard-outgoing": ("POST", OFFICE),
    "documents:void-outgoing": ("POST", OFFICE),
    "documents:issue-outgoing": ("POST", OFFICE),
    "documents:follow-outgoing": ("POST", OFFICE),
    "documents:sending-arrived": ("POST", [403, 403, 403, 403, 403, 403, 302, SIGN_IN]),
    "documents:series": ("POST", OFFICE_ONLY),
    "documents:end-series": ("POST", OFFICE_ONLY),
}
ADMINISTRATOR = {"documents:sending-arrived": 403}
# The document or draft on which a step is taken.
STEPS_ON = {
    "documents:record-signature": "draft_to_sign_id",
    "documents:sign-draft": "draft_to_sign_id",
    "documents:seal-outgoing": "numbered_id",
    "documents:number-outgoing": "signed_id",
    "documents:discard-outgoing": "signed_id",
    "documents:void-outgoing": "numbered_id",
    "documents:issue-outgoing": "numbered_id",
    "documents:follow-outgoing": "issued_id",
}


def bodies(world: World) -> dict[str, dict[str, Any]]:
    """Return a form that is filled in rightly, by address."""
    return {
        "documents:record-signature": {"signed_on": "24/11/2026"},
        "documents:number-outgoing": {"date": "25/11/2026"},
        "documents:seal-outgoing": {"key": SimpleUploadedFile("a.p12", b"no key"), "passphrase": "x"},
        "documents:discard-outgoing": {"reason": "Sai tên đơn vị"},
        "documents:void-outgoing": {"reason": "Dừng ban hành"},
        "documents:issue-outgoing": {"scan": SimpleUploadedFile("a.pdf", signed.scan(77), "application/pdf")},
        "documents:follow-outgoing": {"kind": "recalled", "reason": "Sai thẩm quyền"},
        "documents:series": {
            "issuer": world.department.pk, "name": "Văn bản của Sở", "regulation": "Quy chế văn thư",
            "valid_from": "1/1/2026",
        },
        "documents:end-series": {"valid_to": "1/1/2027"},
    }  # fmt: skip


def places(world: World) -> dict[str, Any]:
    """Return one document in each state; a world whose units have their abbreviations is expected."""
    issued = signed.issued(world)
    return {
        "draft_to_sign_id": signed.draft(world).pk,
        "signed_id": signed.signed(world).pk,
        "numbered_id": signed.numbered(world).pk,
        "issued_id": issued.pk,
        "outgoing_id": issued.pk,
        "sending_id": issued.sendings.get().pk,
        "series_id": issued.series_id,
    }
