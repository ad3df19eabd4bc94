"""What is written in a draft, as plain JSON, and the acts of an editor on it. Pure: each returns new content.

The content goes further than `dondoc.writing/1`, which `setting` makes of it: a block has an id, a party says which
unit it is or that it is from outside, a duty says that it names no deadline, a citation is a token in the text.

| key | what it holds |
|---|---|
| `type`, `symbol`, `place`, `subject`, `urgency`, `circulation`, `decided_by`, `archive`, `drafter` | text; empty where
nothing was written |
| `copies` | how many are made; None where nothing was written |
| `contact` | what the foot of the first page tells: `address`, `phone`, `fax`, `email`, `website` |
| `issuer` | `name`, `parent` |
| `bases` | legal bases, one text each |
| `to`, `recipients` | parties |
| `blocks` | the body from top to bottom, then the annexes; headings have a level and no children, and a block of
kind `annex` begins an annex that reaches down to the next |
| `meeting` | of minutes: `time`, `place`, `chair`, `secretary`, `present` |
| `citations` | what each token stands for |
| `next` | the number of the next block |
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from . import errors
from .choices import Circulation, DeadlineKind, Kind, Level, Urgency

JSON = dict[str, Any]

# Of the body and the annexes together; a document longer than this has its lists in tables.
MOST_BLOCKS = 400
# Words of a block that say which one is meant.
EXCERPT = 120
CELL = "|"
# Levels that have a title; the others may have words alone.
TITLED = (Level.PART, Level.CHAPTER, Level.SECTION)
# Marks that word processors leave in copied text: nobody sees a soft hyphen, a zero-width space, a joiner or a mark of
# byte order; the bullets of Symbol and Wingdings have codes for private use, which no other font draws.
UNSEEN = "\u00ad\u200b\u2060\ufeff"
BULLETS = "\uf02d\uf06c\uf06e\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc"
COPIED = str.maketrans(dict.fromkeys(UNSEEN, "") | dict.fromkeys(BULLETS, "-"))
LETTERHEAD = ("symbol", "place", "subject", "decided_by", "archive", "drafter")
CONTACT = ("address", "phone", "fax", "email", "website")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named in the document: a unit, a group of units, or a name from outside."""

    name: str
    unit: int | None = None
    group: int | None = None


def new(*, type_code: str, issuer: str, parent: str = "", place: str = "", symbol: str = "") -> JSON:
    """Return a draft in which only the letterhead stands."""
    return {
        "type": type_code, "issuer": {"name": issuer, "parent": parent}, "symbol": symbol, "place": place,
        "subject": "", "urgency": "", "circulation": "", "decided_by": "", "archive": "", "drafter": "", "copies": None,
        "contact": dict.fromkeys(CONTACT, ""), "bases": [], "to": [], "recipients": [],
        "blocks": [], "meeting": {}, "citations": {}, "next": 1,
    }  # fmt: skip


# ---- parts


def with_letterhead(
    content: JSON,
    *,
    issuer: str,
    parent: str = "",
    urgency: str = "",
    circulation: str = "",
    copies: int | None = None,
    **words: str,
) -> JSON:
    """Return the content with its letterhead written anew.

    Args:
        words: those of `LETTERHEAD`, and of `CONTACT` as `contact_phone`; what is left out becomes empty.

    Raises:
        TextMissing: the issuer has no name.
    """
    if not issuer.strip():
        raise errors.TextMissing
    head = {key: one_line(words.get(key, "")) for key in LETTERHEAD}
    head["symbol"] = head["symbol"].replace(" ", "").replace("/", "")
    head["archive"] = head["archive"].removeprefix("Lưu:").strip(" .;")
    named = {
        "issuer": {"name": one_line(issuer), "parent": one_line(parent)},
        "urgency": Urgency(urgency).value if urgency else "",
        "circulation": Circulation(circulation).value if circulation else "",
        "copies": copies,
        "contact": {key: one_line(words.get(f"contact_{key}", "")) for key in CONTACT},
    }
    return content | head | named


def with_bases(content: JSON, *, text: str) -> JSON:
    """Return the content with its legal bases, one a line; the mark at the end of each is set by the writer."""
    return content | {"bases": [line for words in text.splitlines() if (line := one_line(words).rstrip(" ;."))]}


def with_meeting(content: JSON, *, time: str, place: str, chair: str, secretary: str, present: str) -> JSON:
    """Return the content of minutes with their meeting: when, where, who; who was present one a line.

    Raises:
        TextMissing: nothing was written at all.
    """
    words = {"time": time, "place": place, "chair": chair, "secretary": secretary}
    meeting: JSON = {key: one_line(text) for key, text in words.items()}
    meeting["present"] = [line for text in present.splitlines() if (line := one_line(text))]
    if not any(meeting.values()):
        raise errors.TextMissing
    return content | {"meeting": meeting}


# ---- blocks


def paragraphs(text: str) -> list[JSON]:
    """Return a paragraph for each line of a text.

    Raises:
        TextMissing: there is none.
    """
    lines = [words for line in text.splitlines() if (words := one_line(line))]
    if not lines:
        raise errors.TextMissing
    return [{"kind": Kind.PARAGRAPH.value, "text": line} for line in lines]


def heading(level: str, title: str, text: str) -> JSON:
    """Return a heading: its number is set by the writer.

    Raises:
        HeadingEmpty: it says nothing, or is a part, a chapter or a section without a title.
    """
    title, text = one_line(title), one_line(text)
    if not title and (not text or level in TITLED):
        raise errors.HeadingEmpty
    return {"kind": Kind.HEADING.value, "level": Level(level).value, "title": title, "text": text}


def duty(
    *,
    lead: Sequence[Party],
    action: str,
    cooperate: Sequence[Party] = (),
    deadline_kind: str = "",
    date: Any = None,
    phrase: str = "",
    product: str = "",
) -> JSON:
    """Return a duty; a deadline that was not decided on stays open, and visibly so.

    Raises:
        TextMissing: nothing says what is to be done.
        LeadMissing: it binds nobody.
        DeadlineUnfit: a date without a day, words without words, or both.
    """
    action, phrase = one_line(action), one_line(phrase)
    if not lead:
        raise errors.LeadMissing
    if not action:
        raise errors.TextMissing
    fits = {
        "": date is None and not phrase,
        DeadlineKind.NONE: date is None and not phrase,
        DeadlineKind.DATE: date is not None and not phrase,
        DeadlineKind.PHRASE: date is None and bool(phrase),
    }
    if not fits[deadline_kind]:
        raise errors.DeadlineUnfit
    return {
        "kind": Kind.DUTY.value, "lead": [asdict(one) for one in lead], "action": action,
        "cooperate": [asdict(one) for one in cooperate],
        "deadline": {"kind": str(deadline_kind), "date": date.isoformat() if date else None, "phrase": phrase},
        "product": one_line(product),
    }  # fmt: skip


def statement(who: str, text: str) -> JSON:
    """Return what somebody said at a meeting.

    Raises:
        TextMissing: it is not said who, or what.
    """
    who, text = one_line(who), one_line(text)
    if not who or not text:
        raise errors.TextMissing
    return {"kind": Kind.STATEMENT.value, "who": who, "text": text}


def annex(title: str, signers: Sequence[tuple[str, str]] = ()) -> JSON:
    """Return the beginning of an annex; its label and the line “(Kèm theo …)” are set by the writer.

    Args:
        signers: titles, one a line with the authority first, and name of whoever signs below it, from left to right.

    Raises:
        TextMissing: it has no title.
        AnnexSignerUnfit: somebody signs without a title or a name.
    """
    if not (title := one_line(title)):
        raise errors.TextMissing
    kept = []
    for lines, name in signers:
        titles = [line for words in lines.splitlines() if (line := one_line(words))]
        if bool(titles) != bool(one_line(name)):
            raise errors.AnnexSignerUnfit
        if titles:
            kept.append({"titles": titles, "name": one_line(name)})
    return {"kind": Kind.ANNEX.value, "title": title, "signers": kept}


def block_of(content: JSON, block_id: str) -> JSON:
    """Return a block.

    Raises:
        BlockMissing: there is none of this id.
    """
    blocks: list[JSON] = content["blocks"]
    return blocks[_place(content, block_id)]


def added(content: JSON, blocks: Sequence[Mapping[str, Any]], *, after: str = "") -> JSON:
    """Return the content with blocks after another; at the end of the body without one. An annex comes last.

    Raises:
        BlockMissing: the block to stand after is gone.
        TooMuch: the document would be longer than it may.
    """
    changed = copy.deepcopy(content)
    at = _place(changed, after) + 1 if after else len(body_of(changed))
    if any(block["kind"] == Kind.ANNEX for block in blocks):
        at = len(changed["blocks"])
    for block in blocks:
        changed["blocks"].insert(at, {"id": f"b{changed['next']}", **copy.deepcopy(dict(block))})
        changed["next"] += 1
        at += 1
    if len(changed["blocks"]) > MOST_BLOCKS:
        raise errors.TooMuch(limit=MOST_BLOCKS)
    return changed


def replaced(content: JSON, block_id: str, blocks: Sequence[Mapping[str, Any]]) -> JSON:
    """Return the content with a block said anew; further blocks follow it.

    Raises:
        BlockMissing: it is gone.
        TooMuch: the document would be longer than it may.
    """
    changed = copy.deepcopy(content)
    first, *more = blocks
    changed["blocks"][_place(changed, block_id)] = {"id": block_id, **copy.deepcopy(dict(first))}
    return added(changed, more, after=block_id) if more else changed


def moved(content: JSON, block_id: str, *, by: int) -> JSON:
    """Return the content with a block further up (`by` below 0) or down; at the edge it stays.

    A block may leave the body for an annex; an annex moves past others with all it holds.

    Raises:
        BlockMissing: it is gone.
    """
    changed = copy.deepcopy(content)
    at = _place(changed, block_id)
    if changed["blocks"][at]["kind"] != Kind.ANNEX:
        _shift(changed["blocks"], at, by)
        return changed
    annexes = annexes_of(changed)
    _shift(annexes, next(place for place, part in enumerate(annexes) if part[0]["id"] == block_id), by)
    changed["blocks"] = [*body_of(changed), *(block for part in annexes for block in part)]
    return changed


def removed(content: JSON, block_id: str) -> JSON:
    """Return the content without a block; without all it holds when an annex begins there.

    Raises:
        BlockMissing: it is gone already.
    """
    changed = copy.deepcopy(content)
    gone = changed["blocks"][_place(changed, block_id)]
    part = next((part for part in annexes_of(changed) if part[0] is gone), [gone])
    changed["blocks"] = [block for block in changed["blocks"] if block not in part]
    return changed


def conclusions(content: JSON) -> list[JSON]:
    """Return the blocks of minutes that are concluded, without what was only said, and without their ids."""
    return [
        {key: value for key, value in block.items() if key != "id"}
        for block in body_of(content)
        if block["kind"] != Kind.STATEMENT
    ]


# ---- reading


def body_of(content: JSON) -> list[JSON]:
    """Return the blocks above the first annex."""
    return list(itertools.takewhile(lambda block: block["kind"] != Kind.ANNEX, content["blocks"]))


def annexes_of(content: JSON) -> list[list[JSON]]:
    """Return the annexes, each as the block that begins it and those it holds."""
    annexes: list[list[JSON]] = []
    for block in content["blocks"][len(body_of(content)) :]:
        if block["kind"] == Kind.ANNEX:
            annexes.append([])
        annexes[-1].append(block)
    return annexes


def texts(content: JSON) -> Iterator[str]:
    """Yield every text in which a document may be cited, in the order in which they are printed."""
    yield from content["bases"]
    for block in content["blocks"]:
        yield from texts_of(block)


def texts_of(block: JSON) -> Iterator[str]:
    """Yield the texts of a block in the order in which they are printed."""
    if block["kind"] == Kind.TABLE:
        for row in [block["header"], *block["rows"]]:
            yield from row
    else:
        yield from (block[key] for key in ("title", "text", "action", "product") if block.get(key))


def excerpt(block: JSON) -> str:
    """Return the words that say which block is meant."""
    if block["kind"] == Kind.TABLE:
        words = f" {CELL} ".join(block["header"])
    elif block["kind"] == Kind.STATEMENT:
        words = f"{block['who']}: {block['text']}"
    else:
        words = " ".join(block[key] for key in ("title", "text", "action") if block.get(key))
    return words if len(words) <= EXCERPT else f"{words[: EXCERPT - 1]}…"


def one_line(text: str) -> str:
    """Return a text on one line, with single spaces, without the marks that copying from a word processor leaves."""
    return " ".join(text.translate(COPIED).split())


def _shift(items: list[Any], at: int, by: int) -> None:
    """Move an item of a list by so many places, at most to its edge."""
    item = items.pop(at)
    items.insert(min(max(at + by, 0), len(items)), item)


def _place(content: JSON, block_id: str) -> int:
    for place, block in enumerate(content["blocks"]):
        if block["id"] == block_id:
            return place
    raise errors.BlockMissing
