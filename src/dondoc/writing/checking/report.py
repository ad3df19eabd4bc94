"""Gathers findings: the same sentence in several places is one finding."""

from __future__ import annotations

from dondoc.writing.checking.document import Paragraph
from dondoc.writing.checking.pieces import Piece, cut
from dondoc.writing.checking.rules import DECREE, Finding, Place, load_rules

# What a sentence quotes is cut to this many characters: a name or a title in full.
SAID = 120


class Report:
    """The findings of one document, in the order in which their rules were noted."""

    def __init__(self) -> None:
        self._noted: dict[tuple[str, str], dict[int, Place]] = {}

    def note(self, code: str, where: Piece | Paragraph | None = None, *, words: str = "", **said: object) -> None:
        """Record that a rule does not hold.

        Args:
            code: the rule.
            where: the place; None for what is missing or holds for the whole file.
            words: the words concerned where they are fewer than those of the place.
            said: what the sentence names.
        """
        quoted = {name: cut(item, SAID) if isinstance(item, str) else item for name, item in said.items()}
        message = load_rules()[code].sentence.format(**quoted)
        places = self._noted.setdefault((code, message), {})
        paragraph = where.paragraph if isinstance(where, Piece) else where
        if where is not None and paragraph is not None:
            places.setdefault(paragraph.number, Place(paragraph.number, cut(words or where.text)))

    def findings(self) -> list[Finding]:
        """Return the findings by the table of rules, each with its places in order."""
        rules = load_rules()
        order = {code: number for number, code in enumerate(rules)}
        found = [
            Finding(
                code,
                rules[code].cell,
                _source(rules[code].source),
                rules[code].level,
                message,
                tuple(place for _, place in sorted(places.items())),
            )
            for (code, message), places in self._noted.items()
        ]
        return sorted(found, key=lambda finding: (order[finding.rule], finding.places[:1], finding.message))


def _source(source: str) -> str:
    """Name the decree before its own articles and annexes."""
    return f"{source}, {DECREE}" if source.startswith(("Phụ lục", "Điều")) else source
