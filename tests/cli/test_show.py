"""The table on a terminal: nothing is cut off, at any width."""

from __future__ import annotations

import dataclasses
import re

import pytest
from rich.cells import cell_len

from dondoc.cli.show import show

from .readings import ACTION, READING


def shown(capsys: pytest.CaptureFixture[str], reading=READING, **options) -> str:
    """Return what is printed."""
    show(reading, **{"name": "", "is_explaining": False, **options})
    return capsys.readouterr().out


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_fits_and_loses_no_word(width: int, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    """No line is longer than the terminal, and every word of every directive is there."""
    monkeypatch.setenv("COLUMNS", str(width))

    out = shown(capsys, name="thông báo.txt", is_explaining=True)

    assert max(cell_len(line.rstrip()) for line in out.splitlines()) <= width
    assert "…" not in out
    words = set(re.findall(r"\w+", out))
    assert set(re.findall(r"\w+", ACTION)) <= words
    assert {"05", "12", "2026", "named_lead", "number_line"} <= words


def test_what_is_not_said_stays_visible(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    """An empty number, a missing deadline, a missing lead: each is shown as missing."""
    monkeypatch.setenv("COLUMNS", "120")

    out = shown(capsys)

    assert "(để trống)/TB-SKHCN" in out
    assert "không nêu hạn" in out
    assert "(không nêu)" in out
    assert "(văn bản không ghi)" in out
    assert "31/12/2026" in out


def test_text_of_the_document_is_no_markup(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    """Brackets of the document are printed as they are."""
    monkeypatch.setenv("COLUMNS", "200")

    assert "[bold]Trung tâm[/bold]" in shown(capsys)


def test_document_without_directive(capsys: pytest.CaptureFixture[str]) -> None:
    """A document that tells nobody to do anything is a good reading, and says so."""
    reading = dataclasses.replace(READING, directives=())

    assert "Văn bản không có nội dung chỉ đạo nào." in shown(capsys, reading)
