"""From a draft to what `dondoc.writing` sets: schema `dondoc.writing/1`, as far as it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dondoc.organization.choices import COLLEGIAL, SigningPrefix
from dondoc.organization.models import Post, Unit
from dondoc.organization.people import selectors as people
from dondoc.writing.content import LEVELS, SCHEMA
from dondoc.writing.kinds import kind_of

from . import charts, citations
from .choices import MINUTES, DeadlineKind, Kind
from .composition import JSON, annexes_of
from .composition import body_of as blocks_of_body

# Headings that are one item of a list: what follows them stands beside, not inside.
ITEMS = ("point", "dash")
# Parts of minutes, as printed.
MEETING = (
    ("time", "Thời gian: {}"),
    ("place", "Địa điểm: {}"),
    ("chair", "Chủ trì: {}"),
    ("secretary", "Thư ký: {}"),
)
SECRETARY = "Thư ký"
PRESENT, STATEMENTS, CONCLUSIONS = "Thành phần tham dự", "Ý kiến phát biểu", "Kết luận"


def content_of(content: JSON, *, signature: JSON | None) -> JSON:
    """Return the object of schema `dondoc.writing/1`; what is not written yet is left empty."""
    printed = citations.resolved(content)
    kind, contact = kind_of(printed["type"]), printed["contact"]
    body: JSON = {
        "schema": SCHEMA,
        "type": {"code": printed["type"]},
        "issuer": {
            "parent": printed["issuer"]["parent"].upper() or None,
            "name": printed["issuer"]["name"].upper(),
            "in_text": printed["issuer"]["name"],
        },
        "symbol": printed["symbol"],
        "place": printed["place"],
        "subject": printed["subject"],
        "urgency": printed["urgency"] or None,
        "circulation": printed["circulation"] or None,
        "to": [party["name"] for party in printed["to"]],
        "decided_by": printed["decided_by"].upper() or None,
        "bases": printed["bases"],
        "body": body_of(printed),
        "recipients": [party["name"] for party in printed["recipients"]],
        "archive": printed["archive"] or None,
        "drafter": printed["drafter"] or None,
        "copies": printed["copies"],
        "contact": {key: words or None for key, words in contact.items()} if any(contact.values()) else None,
        "signature": signature or {"authority": [], "title": "", "name": ""},
        "annexes": [annex_of(part) for part in annexes_of(printed)],
    }
    secretary = printed["meeting"].get("secretary")
    if kind is not None and kind.has_secretary and secretary:
        body["secretary"] = {"authority": [], "title": SECRETARY, "name": secretary}
    return body


def body_of(content: JSON) -> list[JSON]:
    """Return the body; of minutes the meeting first, what was said, then what was concluded."""
    blocks = blocks_of_body(content)
    if content["type"] != MINUTES:
        return nested([written(block) for block in blocks])
    meeting = content["meeting"]
    body = [_paragraph(form.format(meeting[key])) for key, form in MEETING if meeting.get(key)]
    if meeting.get("present"):
        body.append(_heading("section", PRESENT))
        body += [_heading("dash", text=words) for words in meeting["present"]]
    said = [block for block in blocks if block["kind"] == Kind.STATEMENT]
    concluded = [block for block in blocks if block["kind"] != Kind.STATEMENT]
    if said:
        body.append(_heading("section", STATEMENTS))
        body += [written(block) for block in said]
    if concluded:
        body.append(_heading("section", CONCLUSIONS))
        body += [written(block) for block in concluded]
    return nested(body)


def annex_of(part: Sequence[JSON]) -> JSON:
    """Return an annex: the block that begins it, and those it holds."""
    first, *blocks = part
    signatures = [
        # Quyền hạn, chức vụ của người ký: chữ in hoa, as of the document itself.
        {"authority": [line.upper() for line in lines], "title": title.upper(), "name": signer["name"]}
        for signer in first["signers"]
        for *lines, title in [signer["titles"]]
    ]
    return {"title": first["title"], "body": nested([written(block) for block in blocks]), "signatures": signatures}


def duties_of(content: JSON) -> list[JSON]:
    """Return the duties a draft lays on somebody, as blocks with their ids and parties, citations printed.

    What issues the document makes tasks of them: nothing has to be read back.
    """
    return [block for block in citations.resolved(content)["blocks"] if block["kind"] == Kind.DUTY]


def written(block: JSON) -> JSON:
    """Return a block in the schema's form."""
    kind = block["kind"]
    if kind == Kind.HEADING:
        return _heading(block["level"], block["title"], block["text"])
    if kind == Kind.DUTY:
        return {
            "kind": "duty",
            "lead": [party["name"] for party in block["lead"]],
            "action": block["action"],
            "cooperate": [party["name"] for party in block["cooperate"]],
            "deadline": _deadline(block["deadline"]),
            "product": block["product"] or None,
        }
    if kind == Kind.TABLE:
        return {"kind": "table", "header": block["header"], "rows": block["rows"]}
    if kind == Kind.CHART:
        drawn: JSON = {key: block[key] for key in ("kind", "title", "parts", "bars")}
        return drawn | charts.form_of(block)
    if kind == Kind.STATEMENT:
        return _paragraph(f"{block['who']}: {block['text']}")
    return _paragraph(block["text"])


def nested(blocks: Sequence[JSON]) -> list[JSON]:
    """Return blocks that stand one under the other as a tree: a heading holds what follows it, down to the next.

    What follows a point or a dash stands beside it: an item of a list holds only deeper items.
    """
    root: list[JSON] = []
    open_headings: list[JSON] = []
    for block in blocks:
        is_heading = block["kind"] == "heading"
        while open_headings and _closes(open_headings[-1], block, is_heading=is_heading):
            open_headings.pop()
        (open_headings[-1]["children"] if open_headings else root).append(block)
        if is_heading:
            open_headings.append(block)
    return root


def signature_of(post: Post | None, prefix: str, *, issuer: Unit, day: dt.date) -> JSON | None:
    """Return how somebody signs: the lines of authority, the title, the name; None while nobody is named.

    Args:
        prefix: `TM.`, `KT.`, `TL.`, `TUQ.`, `Q.`, a chain of two, or nothing when the head signs.
        issuer: whose head the prefix speaks of; in a chain `TL. KT.` KT. speaks of the head of the signer's unit.
    """
    if post is None:
        return None
    own, lines, whose = _bare(post.title, issuer), [], issuer
    for one in prefix.split():
        if one == COLLEGIAL:
            lines.append(f"{one} {whose.name_on(day)}")
            continue
        of_head = _bare(people.title_of_head(whose, day), issuer) or citations.BLANK
        if one == SigningPrefix.Q:
            # Stands before the title of the acting head (Điều 13 Nghị định 30/2020/NĐ-CP).
            own = f"{one} {of_head}"
        else:
            lines.append(f"{one} {of_head}")
        whose = post.unit
    return _signature(lines, own, post)


def _signature(authority: list[str], title: str, post: Post) -> JSON:
    # Quyền hạn, chức vụ của người ký: chữ in hoa (Phụ lục I mục II.7 Nghị định 30/2020/NĐ-CP).
    return {"authority": [line.upper() for line in authority], "title": title.upper(), "name": post.person.full_name}


def _bare(title: str, issuer: Unit) -> str:
    """Return a title without the name of the issuing body, which the letterhead prints: Giám đốc Sở is Giám đốc."""
    for name in (issuer.name, issuer.short_name, *issuer.aliases.splitlines()):
        if name and title.lower().endswith(f" {name.lower()}"):
            return title[: -len(name) - 1]
    return title


def _closes(heading: JSON, block: JSON, *, is_heading: bool) -> bool:
    if is_heading:
        return LEVELS.index(heading["level"]) >= LEVELS.index(block["level"])
    return heading["level"] in ITEMS


def _deadline(deadline: JSON) -> JSON | None:
    if deadline["kind"] == DeadlineKind.DATE:
        return {"date": deadline["date"], "phrase": None}
    return {"date": None, "phrase": deadline["phrase"]} if deadline["kind"] == DeadlineKind.PHRASE else None


def _heading(level: str, title: str = "", text: str = "") -> JSON:
    return {"kind": "heading", "level": level, "title": title or None, "text": text or None, "children": []}


def _paragraph(text: str) -> dict[str, Any]:
    return {"kind": "paragraph", "text": text}
