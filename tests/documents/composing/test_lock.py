"""What was written on a draft is only ever added to, by whatever path one comes."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from dondoc.documents.composing import services
from dondoc.documents.composing.models import DraftComment, DraftVersion, Passing
from tests.world import NOW

from . import drafts

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(world):
    """A draft with versions, a comment and a passing."""
    made = drafts.whole(drafts.prepare(world))
    services.comment(draft_id=made.pk, place="", words="Nên rõ hơn", actor=world.lab_head, now=NOW)
    return drafts.act(services.submit, made, by=world.officer)


@pytest.mark.parametrize(
    ("model", "change"),
    [
        pytest.param(DraftVersion, {"content": {}}, id="what-a-version-says"),
        pytest.param(DraftVersion, {"detail": "Khác"}, id="what-a-version-changed"),
        pytest.param(DraftVersion, {"at": NOW.replace(year=2020)}, id="when"),
        pytest.param(DraftComment, {"words": "Khác"}, id="a-comment"),
        pytest.param(Passing, {"words": "Khác"}, id="the-reason-of-a-step"),
        pytest.param(Passing, {"to_state": "closed"}, id="where-a-step-led"),
    ],
)
def test_it_cannot_be_changed(draft, model, change):
    """The database refuses, and what was written stands."""
    before = list(model.objects.values())

    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        model.objects.update(**change)

    assert before
    assert list(model.objects.values()) == before


@pytest.mark.parametrize("model", [DraftComment, Passing, DraftVersion])
def test_it_cannot_be_removed(draft, model):
    """Nor this."""
    before = model.objects.count()

    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        model.objects.all()._raw_delete(model.objects.db)

    assert model.objects.count() == before > 0
