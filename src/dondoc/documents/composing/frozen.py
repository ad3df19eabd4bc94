"""Drafts that carry what an app above has frozen: in what they differ by now from what was handed on.

That app says what a draft carries (`register`, in `AppConfig.ready`). The draft is compared with its first version that
has blocks: as it was handed on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .choices import Change
from .composition import JSON, excerpt
from .models import Draft

# Blocks that a sentence names.
NAMED = 3
SAID = {
    Change.ADD: gettext_lazy("added since"), Change.EDIT: gettext_lazy("changed since"),
    Change.MOVE: gettext_lazy("moved since"), Change.REMOVE: gettext_lazy("taken out since"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Carried:
    """What a draft carries: what it is called, and where it opens."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Differing:
    """A block that is not as it was handed on; `place` is its id while it is there."""

    change: Change
    words: str
    place: str = ""

    @property
    def label(self) -> str:
        """Say what happened to it."""
        return str(SAID[self.change])


@dataclass(frozen=True, slots=True)
class Differences:
    """In what a draft differs from what it carries."""

    carried: Carried
    blocks: Sequence[Differing]

    @property
    def sentence(self) -> str:
        """Say it in one sentence."""
        named = "; ".join(f"“{one.words}” {one.label}" for one in self.blocks[:NAMED])
        said = {"name": self.carried.name, "n": len(self.blocks), "which": named}
        return _("The document differs from the frozen report %(name)s in %(n)s blocks (%(which)s).") % said


Finder = Callable[[Draft], Carried | None]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Let an app say what a draft carries; None: nothing of that app."""
    if finder not in _finders:
        _finders.append(finder)


def differences(draft: Draft) -> Differences | None:
    """Return in what a draft differs from what it carries; None: it carries nothing, or is as it was handed on."""
    carried = next((found for finder in _finders if (found := finder(draft)) is not None), None)
    if carried is None:
        return None
    first = draft.versions.filter(change=Change.ADD).order_by("number").first()
    blocks = _differing(first.content["blocks"], draft.content["blocks"]) if first is not None else []
    return Differences(carried, blocks) if blocks else None


def _differing(before: Sequence[JSON], after: Sequence[JSON]) -> list[Differing]:
    """Return the blocks that were changed, added or moved, in their order, then those that were removed."""
    then, now = ({block["id"]: block for block in blocks} for blocks in (before, after))
    moved = _moved([name for name in then if name in now], [name for name in now if name in then])
    found = []
    for name, block in now.items():
        if name not in then:
            found.append(Differing(Change.ADD, excerpt(block), name))
        elif block != then[name]:
            found.append(Differing(Change.EDIT, excerpt(block), name))
        elif name in moved:
            found.append(Differing(Change.MOVE, excerpt(block), name))
    return [*found, *(Differing(Change.REMOVE, excerpt(then[name])) for name in then if name not in now)]


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return set(after) - {name for match in same for name in after[match.b : match.b + match.size]}
