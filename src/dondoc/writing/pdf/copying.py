"""Setting what a copy bears besides the copied pages, as a PDF of one page that is laid over them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any, cast

import typst

from dondoc.writing import copying, fonts, measures
from dondoc.writing.composing import rule_below, signing_of
from dondoc.writing.copying import CopyNote
from dondoc.writing.parting import parted
from dondoc.writing.sheet import Line, Run

from .document import MARK, MEASURES, UNDATED, fonts_of

PAGE = Path(__file__).with_name("copy.typ")
# Hình thức sao: chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm (điểm b khoản 2 mục II phần II Phụ lục I).
FORM = measures.Role(name="Hình thức sao", size=14, bold=True, align="center")
# Chữ ký số của cơ quan trên bản sao điện tử: cỡ chữ 10 (điểm c khoản 3 mục I phần II Phụ lục I).
MARK_SIZE = 10


def set_note(note: CopyNote) -> bytes:
    """Return the block below the copied text, as a page of the sheet's width that is as high as the block."""
    column = measures.RECIPIENTS_COLUMN
    issuer = parted(note.issuer.upper(), measures.ROLES["issuer"], column)
    listed = copying.recipients(note)
    return _set(
        width=measures.PAGE_WIDTH, left=measures.LEFT, right=measures.RIGHT, mark=None,
        issuer=[_line("issuer", issuer)], issuer_rule=rule_below("issuer", issuer, column),
        form=_line("copy_form", note.form), number=_line("number", f"Số: {note.number}"),
        place_date=_line("place_date", copying.place_and_date(note)),
        recipients=[_line("recipients", "Nơi nhận:"), *(_line("recipient", line) for line in listed)],
        signing=dataclasses.asdict(signing_of(note.signature)),
    )  # fmt: skip


def set_mark(words: str) -> bytes:
    """Return the line in the upper right corner of an electronic copy (ô số 14), as a page of its own width."""
    _x, _y, width, _height = MARK
    return _set(width=width, left=0, right=0, mark=words, mark_size=MARK_SIZE)


def _line(role: str, text: str) -> dict[str, Any]:
    return dataclasses.asdict(Line(role, (Run(text),)))


def _set(**said: Any) -> bytes:
    family = fonts.family()
    roles = {key: dataclasses.asdict(role) for key, role in {**measures.ROLES, "copy_form": FORM}.items()}
    data = {**said, "roles": roles, "measures": MEASURES, "font": family.name}
    compiler = typst.Compiler(
        PAGE,
        font_paths=fonts_of(family),
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(data, ensure_ascii=False)},
    )
    return cast("bytes", compiler.compile(format="pdf", timestamp=UNDATED))
