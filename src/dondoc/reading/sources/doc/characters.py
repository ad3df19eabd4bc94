"""The characters of a .doc become text: fonts, fields, notes, hidden and deleted words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dondoc.reading.sources.doc.binary import Properties, Run, number
from dondoc.reading.sources.doc.styles import Styles
from dondoc.reading.sources.losses import Losses
from dondoc.reading.sources.word.fonts import Fonts

_DELETED, _INSERTED, _HIDDEN, _CAPITALS, _SPECIAL, _SYMBOL = 0x0800, 0x0801, 0x083C, 0x083B, 0x0855, 0x6A09
_FONT, _OTHER_FONT, _STYLE = 0x4A4F, 0x4A51, 0x4A30
_PRINTED = {"\x0b": "\n", "\x0e": "\n", "\x0c": "\n", "\x1e": "-", "\x1f": "", "\t": "\t"}
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.I)
_EMBEDDED = re.compile(r"\s*EMBED\b", re.I)
_SPLIT = re.compile(r"[\x00-\x1f]|[^\x00-\x1f]+")


@dataclass
class _Field:
    code: str = ""
    in_code: bool = True

    def prints(self) -> bool:
        return not self.in_code and not _PAGE_FIELD.match(self.code)


@dataclass
class Characters:
    """Turns the runs of paragraphs into text; a field may run on into the next paragraph."""

    styles: Styles
    names: list[str]
    fonts: Fonts
    losses: Losses
    marks: dict[int, str]
    _fields: list[_Field] = field(default_factory=list)

    def text(self, runs: list[Run], style: int) -> str:
        """Return the text of a paragraph."""
        pieces: list[tuple[str, str | None]] = []
        aside: dict[str, list[str]] = {"deleted": [], "inserted": [], "hidden": []}
        for run in runs:
            font = self.font(run.properties, style)
            place = run.start
            for part in _SPLIT.findall(run.text):
                shown = self._shown(part, place, run.properties)
                place += len(part)
                if not shown or not all(item.prints() for item in self._fields):
                    continue
                if number(run.properties.get(_DELETED)):
                    aside["deleted"].append(shown)
                elif self._is_on(_HIDDEN, run.properties, style):
                    aside["hidden"].append(shown)
                else:
                    if number(run.properties.get(_INSERTED)):
                        aside["inserted"].append(shown)
                    capitals = self._is_on(_CAPITALS, run.properties, style) and not self.fonts.is_old(font)
                    pieces.append(self._symbol(run) or (shown.upper() if capitals else shown, font))
        for kind, words in aside.items():
            if "".join(words).strip():
                self.losses.note(kind, self.fonts.join([("".join(words), None)]))
        return self.fonts.join(pieces)

    def font(self, properties: Properties, style: int) -> str | None:
        """Return the name of the font of a run."""
        for code in (_OTHER_FONT, _FONT):
            named = properties.get(code) or self.styles.character(number(properties.get(_STYLE), -1), code)
            if named:
                return self._name(number(named))
        inherited = self.styles.character(style, _OTHER_FONT) or self.styles.character(style, _FONT)
        return self._name(number(inherited) if inherited else self.styles.default_font)

    def end(self) -> None:
        """End a story: fields do not run on into another."""
        self._fields.clear()

    def _name(self, index: int) -> str | None:
        return self.names[index] if index < len(self.names) else None

    def _shown(self, part: str, place: int, properties: Properties) -> str:
        """Return what a part prints; the marks of fields and pictures print nothing."""
        if part >= " ":
            if self._fields and self._fields[-1].in_code:
                self._fields[-1].code += part
            return part
        if part == _FIELD_BEGIN:
            self._fields.append(_Field())
        elif part == _FIELD_RESULT and self._fields:
            self._fields[-1].in_code = False
            if _EMBEDDED.match(self._fields[-1].code):
                self.losses.note("object")
        elif part == _FIELD_END and self._fields:
            self._fields.pop()
        elif part == "\x01" and _SPECIAL in properties:
            self.losses.note("picture")
        elif part == "\x08" and _SPECIAL in properties:
            self.losses.note("drawing")
        elif part == "\x02":
            return self.marks.get(place, "")
        return _PRINTED.get(part, "")

    def _symbol(self, run: Run) -> tuple[str, str | None] | None:
        operand = run.properties.get(_SYMBOL)
        if operand is None or len(operand) < 4 or run.text != "(":
            return None
        return chr(number(operand[2:4])), self._name(number(operand[:2]))

    def _is_on(self, code: int, properties: Properties, style: int) -> bool:
        """Tell whether a toggle holds; 0x80 and 0x81 mean "as the style" and "not as the style"."""
        inherited = number(self.styles.character(style, code)) == 1
        own = properties.get(code)
        if own is None or own[0] == 0x80:
            return inherited
        return not inherited if own[0] == 0x81 else own[0] == 1
