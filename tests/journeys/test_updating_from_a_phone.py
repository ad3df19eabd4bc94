"""An officer in the field says how the work goes, in three taps at 360 px."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from dondoc.kernel import clock
from dondoc.organization.models import Person, Unit
from dondoc.tasks.choices import Stage
from dondoc.tasks.models import Task, Update

from .test_from_notice_to_proof import LAB, confirm_and_hand_over, upload

pytestmark = pytest.mark.journey

WORDS = "Đã hiệu chuẩn xong hai thiết bị."


def test_three_taps_from_the_desk(visit):
    """The button on the desk, the field, the button that records it; nothing sticks out on the way."""
    clerk = visit()
    upload(clerk)
    confirm_and_hand_over(clerk)
    lab, officer = Unit.objects.get(name=LAB), Person.objects.get(username="vienchuc")
    made = Task.objects.filter(lead_unit__isnull=False, is_collective=False).earliest("pk")
    Task.objects.filter(pk=made.pk).update(
        lead_unit=lab, assigning_unit=lab, assignee=officer, stage=Stage.IN_PROGRESS, last_news_at=clock.now()
    )
    visitor, taps = visit(360, 780), []
    page = visitor.page
    visitor.sign_in("vienchuc")
    assert visitor.fits()

    def tap(target: Locator) -> None:
        target.tap()
        taps.append(target)

    tap(page.locator("#dang-lam").get_by_role("link", name="Cập nhật"))
    page.wait_for_url("**/#h-update")
    field = page.get_by_label("Việc đã làm")
    expect(field).to_be_in_viewport()
    assert visitor.fits()
    tap(field)
    page.keyboard.type(WORDS)
    tap(page.get_by_role("button", name="Ghi cập nhật"))
    expect(page.get_by_text("Đã ghi cập nhật.")).to_be_visible()

    assert len(taps) == 3
    assert Update.objects.filter(task=made, author=officer, text=WORDS).count() == 1
