"""The old font encodings: TCVN3 (.VnTime, one character a letter) and VNI (a letter, then its mark).

Both store Vietnamese letters under the numbers of Latin-1 characters, so a file in them is
"valid" in any Latin encoding and only its words show what it is. Sources: TCVN 5712:1993 (VN3);
the key map of the VNI-Times font.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dondoc.reading.sources.syllables import is_syllable, marked_words, plausibility

# As printed: positions 0xA1–0xAE and 0xB5–0xFE; "." marks a place that holds no letter.
_TCVN3_FROM_A1 = "ĂÂÊÔƠƯĐăâêôơưđ"
_TCVN3_FROM_B5 = "àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"
TCVN3: dict[str, str] = {
    chr(start + offset): letter
    for start, letters in ((0xA1, _TCVN3_FROM_A1), (0xB5, _TCVN3_FROM_B5))
    for offset, letter in enumerate(letters)
    if letter != "."
}

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
# The second character of a pair: what it adds to the letter before it.
VNI_MARKS: dict[str, str] = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE,
    "å": _CIRCUMFLEX + _HOOK, "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
# Letters of their own; ö and ô may still take a tone.
VNI_LETTERS: dict[str, str] = {
    "ö": "ư", "ô": "ơ", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip
_VNI_PAIR = re.compile(r"(?P<base>[aeouyöô])(?P<mark>[ùøûõïâáàåãäêéèúüë])|(?P<letter>[öôñíìæóòî])", re.IGNORECASE)

# A letter typed in a capital font keeps its small number, so "PHÒNG" is stored as "PHßNG" = "PHòNG".
_WORD = re.compile(r"[^\W\d_]+")
# Words with nothing but spaces between them; "Số: 12/TB-UBND" is three runs.
_RUN = re.compile(r"[^\W\d_]+(?:[ \u00a0]+[^\W\d_]+)*+")
_ASCII_UPPER = re.compile(r"[A-Z]")
_ASCII_LOWER = re.compile(r"[a-z]")
# One plain capital says little: "VÞ" may be "VỊ" or the "Vị" that opens a sentence.
_CAPITALS_THAT_TELL = 2

# Words of the text as it stands that may look Vietnamese by chance ("phó" is stored as "phã").
CHANCE = 0.6
# Words that must be Vietnamese after conversion: names and foreign words make up the rest.
CERTAIN = 0.8
EXAMPLES = 5
# Words that may hold a Unicode letter in a text of an old encoding: pasted in later.
_STRAY = 0.05
# Signs and letters of the old encodings that no Vietnamese word in Unicode has (Ö ß ® µ ¸).
_FOREIGN = re.compile(r"^(?=[\x00-\xff]+$).*[^\x00-\x7fÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý]")
# Fewer words than this are foreign names.
_SUSPECTS = 3


@dataclass(frozen=True, slots=True)
class Converted:
    """A text brought to Unicode: its name in `Loaded.encoding`, and what is doubtful."""

    text: str
    encoding: str
    losses: tuple[str, ...]


def from_tcvn3(text: str) -> tuple[str, list[str]]:
    """Convert TCVN3; return the text and the words whose capitals were inferred."""
    return _restore_capitals("".join(TCVN3.get(character, character) for character in text))


def from_vni(text: str) -> tuple[str, list[str]]:
    """Convert VNI-Windows pairs to letters; return the text and the marks that belong to no letter."""
    out: list[str] = []
    lone: list[str] = []
    end = 0
    for match in _VNI_PAIR.finditer(text):
        letter = _vni_letter(match)
        between = text[end : match.start()]
        lone += [character for character in between if character.lower() in VNI_MARKS]
        if letter is None:
            lone.append(match["mark"])
        out += [between, letter or match[0]]
        end = match.end()
    tail = text[end:]
    lone += [character for character in tail if character.lower() in VNI_MARKS]
    return "".join([*out, tail]), lone


def convert(text: str) -> Converted | None:
    """Return the text in Unicode when it is TCVN3 or VNI; None when it is neither."""
    as_is = plausibility(text)
    if as_is is None or as_is > CHANCE or _is_unicode(text):
        return None
    candidates = [_as_tcvn3(text), _as_vni(text)]
    scored = [(plausibility(candidate.text) or 0.0, candidate) for candidate in candidates]
    score, best = max(scored, key=lambda pair: pair[0])
    return best if score >= CERTAIN else None


def suspects(text: str) -> tuple[str, ...]:
    """Name the words of a Unicode text that may have stayed in an old encoding."""
    found = [word for word in marked_words(text) if _FOREIGN.search(word) and not is_syllable(word)]
    found = [word for word in found if is_syllable(from_tcvn3(word)[0]) or is_syllable(from_vni(word)[0])]
    if len(found) < _SUSPECTS:
        return ()
    return (f"{len(found)} từ có thể còn viết bằng phông chữ cũ (.VnTime, VNI), để nguyên: {_examples(found)}.",)


def _is_unicode(text: str) -> bool:
    """Tell by the letters that no old font encoding has (ệ, đ, ơ) that a text is in Unicode."""
    words = marked_words(text)
    return sum(max(word) >= "\u0100" for word in words) > _STRAY * len(words)


def _as_tcvn3(text: str) -> Converted:
    converted, capitals = from_tcvn3(text)
    left = [character for character in text if "À" <= character <= "ÿ" and character not in TCVN3]
    losses = ["Bảng mã TCVN3 không ghi chữ hoa có dấu: chữ hoa đầu câu hoặc đầu tên riêng có thể thành chữ thường."]
    if capitals:
        losses.append(f"{len(capitals)} từ được viết hoa theo các chữ cái bên cạnh: {_examples(capitals)}.")
    if left:
        losses.append(kept(left, "TCVN3"))
    return Converted(converted, "tcvn3", tuple(losses))


def _as_vni(text: str) -> Converted:
    converted, lone = from_vni(text)
    return Converted(converted, "vni", (kept(lone, "VNI"),) if lone else ())


def kept(characters: list[str], table: str) -> str:
    """Say which characters a table does not hold."""
    return f"{len(characters)} ký tự không có trong bảng mã {table}, giữ nguyên: {_examples(characters)}."


def _vni_letter(match: re.Match[str]) -> str | None:
    """Return the letter a pair stands for; None for a pair that makes none."""
    if letter := match["letter"]:
        plain = VNI_LETTERS[letter.lower()]
        return plain.upper() if letter.isupper() else plain
    base, marks = match["base"], VNI_MARKS[match["mark"].lower()]
    small = VNI_LETTERS.get(base.lower(), base.lower())
    whole = unicodedata.normalize("NFC", small + marks)
    if len(whole) > 1:
        return None
    return whole.upper() if base.isupper() else whole


def _restore_capitals(text: str) -> tuple[str, list[str]]:
    """Write marked letters in capitals where the plain letters beside them are all capitals."""
    changed: list[str] = []
    out: list[str] = []
    end = 0
    for run in _RUN.finditer(text):
        words = list(_WORD.finditer(text, run.start(), run.end()))
        wanted = _wants_capitals([_is_capital(word[0]) for word in words])
        for word, is_wanted in zip(words, wanted, strict=True):
            upper = word[0].upper()
            if is_wanted and upper != word[0]:
                changed.append(upper)
                out += [text[end : word.start()], upper]
                end = word.end()
    return "".join([*out, text[end:]]), changed


def _is_capital(word: str) -> bool | None:
    """Tell by its plain letters whether a word is in capitals; None when they do not tell."""
    if _ASCII_LOWER.search(word):
        return False
    return True if len(_ASCII_UPPER.findall(word)) >= _CAPITALS_THAT_TELL else None


def _wants_capitals(capital: list[bool | None]) -> list[bool]:
    """Say of each word whether it is in capitals, or does not tell and stands between the nearest words that do."""
    before, after = _carried(capital), _carried(capital[::-1])[::-1]
    return [
        flag if flag is not None else False not in (left, right) and True in (left, right)
        for flag, left, right in zip(capital, before, after, strict=True)
    ]


def _carried(flags: list[bool | None]) -> list[bool | None]:
    """Carry each telling flag on to those behind it that do not tell."""
    result: list[bool | None] = []
    for flag in flags:
        result.append(flag if flag is not None or not result else result[-1])
    return result


def _examples(items: list[str]) -> str:
    """Quote the first few different items."""
    different = list(dict.fromkeys(items))
    tail = ", …" if len(different) > EXAMPLES else ""
    return ", ".join(f"“{item}”" for item in different[:EXAMPLES]) + tail
