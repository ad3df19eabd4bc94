"""`dondoc check`: one .docx in, what stands otherwise than Nghị định 30/2020/NĐ-CP wants out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .paths import printable
from .single import Failure, fetch, shown_name

if TYPE_CHECKING:
    from dondoc.writing.checking import Finding

CLEAN, BLOCKED, UNREADABLE = 0, 1, 2
SCHEMA = "dondoc.check/1"
# Places that are named one by one; of more than these the number is told.
PLACES = 5
LEVELS = {"blocking": "Phải sửa", "advice": "Nên sửa"}


def command(options: argparse.Namespace) -> int:
    """Check the file that the options name and return the exit code."""
    from dondoc.writing.checking import Unreadable, check

    name = shown_name(options.file)
    data = fetch(options.file)
    if isinstance(data, Failure):
        return _refuse(options.file, data.sentence)
    try:
        findings = check(data, name=name)
    except Unreadable as refusal:
        return _refuse(options.file, str(refusal))
    if options.json:
        print(json.dumps(as_json(findings, name=name), ensure_ascii=False))
    else:
        _show(findings, name=name)
    return BLOCKED if any(finding.is_blocking for finding in findings) else CLEAN


def as_json(findings: Sequence[Finding], *, name: str) -> dict[str, object]:
    """Return the findings of one file as one object."""
    return {
        "schema": SCHEMA,
        "name": name,
        "blocking": sum(finding.is_blocking for finding in findings),
        "advice": sum(not finding.is_blocking for finding in findings),
        "findings": [
            {
                "rule": finding.rule,
                "cell": finding.cell,
                "source": finding.source,
                "level": finding.level,
                "message": finding.message,
                "places": [{"paragraph": place.paragraph, "words": place.words} for place in finding.places],
            }
            for finding in findings
        ],
    }


def _refuse(path: str, sentence: str) -> int:
    print(f"{printable(path)}: {sentence}", file=sys.stderr)
    return UNREADABLE


def _show(findings: Sequence[Finding], *, name: str) -> None:
    if not findings:
        print(f"{name}: không thấy lỗi thể thức.")
        return
    blocking = sum(finding.is_blocking for finding in findings)
    print(f"{name}: {blocking} lỗi phải sửa, {len(findings) - blocking} điều nên sửa.")
    for finding in findings:
        where = f"ô số {finding.cell}" if finding.cell[0].isdecimal() else finding.cell
        print(f"\n{LEVELS[finding.level]} · {where} · {finding.message}")
        for place in finding.places[:PLACES]:
            print(f"  đoạn {place.paragraph}: “{place.words}”")
        if len(finding.places) > PLACES:
            print(f"  … và {len(finding.places) - PLACES} đoạn khác")
        print(f"  {finding.source} ({finding.rule})")
