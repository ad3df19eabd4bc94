"""What each role gets at the addresses of drafts: rows for `tests.test_access_matrix`, in the order of its roles."""

from __future__ import annotations

from typing import Any

from dondoc.documents.composing import composition, services
from tests.world import NOW, World

from . import drafts

SIGN_IN = 302
SEE = [200, 200, 200, 200, 200, 200, 404, SIGN_IN]
WRITE = [403, 403, 403, 403, 302, 302, 404, SIGN_IN]

# The draft is the officer's of the lab; the lab is part of the centre, the farm beside it.
MATRIX: dict[str, tuple[str, list[int]]] = {
    "drafts:list": ("GET", [200, 200, 200, 200, 200, 200, 200, SIGN_IN]),
    "drafts:start": ("POST", [422, 422, 422, 422, 302, 302, 422, SIGN_IN]),
    "drafts:draft": ("GET", SEE),
    "drafts:write": ("POST", WRITE),
    "drafts:show-typed": ("POST", [403, 403, 403, 403, 204, 204, 404, SIGN_IN]),
    "drafts:add-block": ("POST", WRITE),
    "drafts:edit-block": ("POST", WRITE),
    "drafts:move-block": ("POST", WRITE),
    "drafts:remove-block": ("POST", WRITE),
    "drafts:remove-party": ("POST", WRITE),
    "drafts:cite": ("POST", WRITE),
    "drafts:comment": ("POST", [302, 302, 302, 302, 302, 302, 404, SIGN_IN]),
    "drafts:submit": ("POST", WRITE),
    "drafts:approve": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "drafts:return": ("POST", [403, 403, 403, 403, 302, 403, 404, SIGN_IN]),
    "drafts:take-back": ("POST", [403, 403, 403, 403, 403, 302, 404, SIGN_IN]),
    "drafts:withdraw": ("POST", WRITE),
    "drafts:start-notice": ("POST", WRITE),
    "drafts:versions": ("GET", SEE),
    "drafts:file": ("GET", SEE),
}
# The draft on which a step is taken, where it is not the one being written.
STEPS_ON = {
    "drafts:approve": "submitted_draft_id",
    "drafts:return": "submitted_draft_id",
    "drafts:take-back": "submitted_draft_id",
    "drafts:start-notice": "minutes_id",
}


def bodies(world: World, places: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return a form that is filled in rightly, by address."""
    seen = {"version": 5}
    start = {"type_code": "TB", "drafting_unit_id": world.lab.pk, "issuing_unit_id": world.centre.pk}
    return {
        "drafts:start": start,
        "drafts:write": seen | {"text": "Căn cứ Quy chế làm việc"},
        "drafts:add-block": seen | {"text": "Lời"},
        "drafts:edit-block": seen | {"text": "Lời"},
        "drafts:move-block": seen | {"xuong": 1},
        "drafts:remove-block": seen,
        "drafts:remove-party": seen,
        "drafts:cite": seen | {"document": places["letter_of_proof"], "place": "b1"},
        "drafts:comment": {"words": "Nên rõ hơn"},
        "drafts:submit": seen,
        "drafts:approve": seen,
        "drafts:return": seen | {"reason": "Thiếu căn cứ"},
        "drafts:take-back": seen,
        "drafts:withdraw": seen | {"reason": "Gộp"},
    }


def places(world: World) -> dict[str, Any]:
    """Return one draft for each kind of address."""
    drafts.prepare(world)
    submitted = drafts.whole(world)
    drafts.act(services.submit, submitted, by=world.officer)
    minutes = drafts.started(world, type_code="BB")
    services.add_blocks(
        draft_id=minutes.pk, version=1, blocks=composition.paragraphs("Thống nhất"), actor=world.officer, now=NOW
    )
    return {
        "draft_id": drafts.whole(world).pk,
        "submitted_draft_id": submitted.pk,
        "minutes_id": minutes.pk,
    }


def addresses(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the addresses ask for that name more than the draft."""
    draft = {"draft_id": found["draft_id"]}
    return [
        draft | {"part": "bases"},
        draft | {"kind": "paragraph"},
        draft | {"block_id": "b1"},
        draft | {"side": "recipients", "position": 0},
        draft | {"number": 5, "kind": "docx"},
    ]
