"""Who must act: from the first word of a party's name to the word that lays the duty down."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from dondoc.reading import duties, patterns
from dondoc.reading.duties import duty_after as duty_after
from dondoc.reading.duties import is_noun_like as is_noun_like
from dondoc.reading.duties import opens_duty as opens_duty

Place = tuple[int, int]
NAME_LENGTH = 520  # the longest list of leads in the documents measured has 430 characters


# Kinds that with a name behind them are one body, though written small ("xã Lương Minh", "phòng Kế hoạch").
PLACES = frozenset((
    "tỉnh", "thành phố", "huyện", "thị xã", "xã", "phường", "phòng", "sở", "cục", "trung tâm", "trạm", "công ty",
    "tổng công ty", "tập đoàn", "bệnh viện", "trường",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """A party under a duty: where assigning words begin, the name stands, the duty begins."""

    start: int
    name: Place
    duty: int
    assigned: bool


_TOLD = regex.compile(
    r"\b(?:cảm ơn|rất mong|khẳng định|nhấn mạnh|cho rằng|nhận thấy|đánh giá cao|ghi nhận|"
    r"đã|sẽ|vừa|vẫn|chưa|còn|bị|có sự|không)\s"
    r"|\bđược\s(?!giao|phân công|ủy quyền|phân cấp|cấp|chỉ định|giới thiệu|tổ chức)"
    r"|(?<!đặc biệt )(?<!nhất )(?<!trước hết )\blà\s(?!đầu mối|tổ chức|cơ quan chủ trì|cơ sở)"
    r"|:\s(?=\p{Lu}\p{Ll}+\s\p{Ll}+\s\p{Ll}+\s\p{Ll}|Không quá|Mỗi|\d)"
)
_BRACKETED = regex.compile(r"\([^()]*\)")
_CHARGED = regex.compile(r"\sđược (?:giao|phân công)\s")


def assigning_at(text: str, start: int) -> int:
    """Return where the words after "Giao", "Đề nghị" and the like begin; `start` when there are none."""
    if not patterns.may_open(text, start, duties.assigning_openings()):
        return start
    found = duties.words()["assigning"].match(text, start)
    return found.end() if found is not None else start


def party_at(text: str, start: int) -> regex.Match[str] | None:
    """Return the first words of a party's name when they stand at `start`."""
    if not patterns.may_open(text, start, duties.party_openings()):
        return None
    return duties.words()["party"].match(text, start)


def subject_at(text: str, start: int, end: int) -> Subject | None:
    """Return the party that stands at `start` and is under a duty, or None.

    A name followed by what it has done, will do or is ("đã", "sẽ", "được …") is narrative and gives None.
    """
    name = assigning_at(text, start)
    assigned = name > start
    first = party_at(text, name)
    if first is None or (first["group"] and not _is_named_group(text, first, assigned=assigned)):
        return None
    limit = min(end, name + NAME_LENGTH)
    duty = _unbracketed(text, name, duty_after(text, first.end(), limit), limit)
    early = _colon_subject(text, start, name, first.end(), duty.start() if duty else limit, assigned=assigned)
    if early is not None or duty is None:
        return early
    passed = None if assigned else _PASSES_ON.search(text, first.end(), min(duty.start() + 12, limit))
    if passed is not None and party_at(text, passed.end()):
        return subject_at(text, passed.start(), end)
    words = _unexplained(text[name : duty.start()])
    general = _is_general(text, first)
    if "được " in words or (general and _TOLD.search(words)):
        duty = _modal_after(text, duty, limit)
        words = _unexplained(text[name : duty.start()])
    relative = general and _CHARGE.match(text, duty.start()) is not None
    if not assigned and not relative and (_TOLD.search(words) or (not general and _CHARGED.search(words))):
        return None
    if _breaks(text, name, duty.start()) or text.startswith(" được ", duty.end()):
        return None
    return Subject(start, trimmed(text, name, duty.start()), duty.start(), assigned)


def _unexplained(words: str) -> str:
    """Return a name without the brackets that only explain it ("(gọi tắt là …)")."""
    return _BRACKETED.sub("", words) if "(" in words else words


def _unbracketed(text: str, name: int, duty: regex.Match[str] | None, limit: int) -> regex.Match[str] | None:
    """Return the duty, or the next one behind the brackets in which it only explains the name."""
    while duty is not None and text.count("(", name, duty.start()) > text.count(")", name, duty.start()):
        closing = text.find(")", duty.end(), limit)
        duty = duty_after(text, closing, limit) if closing > 0 else None
    return duty


# "Thành phố cũng giao các chủ đầu tư …" binds those who are given the work.
_PASSES_ON = regex.compile(r"(?<=\scũng\s|\stiếp tục\s|\sđã\s)(?:giao|yêu cầu|đề nghị)\s")
_CHARGE = regex.compile(r"(?<=\s)(?P<word>có trách nhiệm|chịu trách nhiệm|phải|cần)(?!\p{L})")


def _modal_after(text: str, duty: regex.Match[str], limit: int) -> regex.Match[str]:
    """Return the "có trách nhiệm" of "Các cơ quan được giao chủ trì … có trách nhiệm …", else the duty."""
    return _CHARGE.search(text, duty.start(), min(limit, duty.start() + 120)) or duty


def _is_general(text: str, first: regex.Match[str]) -> bool:
    """Say whether a party is a kind of parties ("các cơ quan được giao …") and not one body."""
    return bool(first["group"]) or text[first.start() : first.start() + 5].lower().startswith(
        ("các ", "những", "mỗi ", "người", "cơ qu", "đơn v", "tổ ch", "cá nh")
    )


def _is_named_group(text: str, first: regex.Match[str], *, assigned: bool) -> bool:
    """Say whether lower-case head words name a party: after "các" or an assigning word, or with a capital."""
    if assigned or first.start("group") > first.start() or text[first.start()].isupper():
        return True
    return first["group"] in PLACES and text[first.end() + 1 : first.end() + 2].isupper()


def _colon_subject(text: str, start: int, name: int, after: int, end: int, *, assigned: bool) -> Subject | None:
    """Return the party of "Bộ Xây dựng: chỉ đạo …", where the duty follows a colon."""
    colon = text.find(":", after, end)
    if colon < 0 or colon - name > 160 or _breaks(text, name, colon) or ENUMERATES.search(text[name:colon]):
        return None
    if not opens_duty(text, colon + 2) or text.startswith(("Mỗi ", "Không "), colon + 2):
        return None
    return Subject(start, trimmed(text, name, colon), colon + 2, assigned)


_BORDER = regex.compile(r"[;!?]\s|\.\s(?=\p{Lu})")


def _breaks(text: str, start: int, end: int) -> bool:
    """Say whether a clause border parts the words: a full stop, or a `;` that no further party follows."""
    for found in _BORDER.finditer(text, start, end):
        if not found[0].startswith(";"):
            return True
        listed = text[found.end()].isupper() and _COLLECTIVE.match(text, start, end)
        if not listed and not party_at(text, found.end()):
            return True
    return False


_AROUND = regex.compile(
    r"\s?\([^()]*\)$|,?\s(?:trong thời gian tới|thời gian tới|trước mắt|theo đó|hiện nay|hàng năm|hằng năm)$"
    r"|\s(?:cùng|cũng|chỉ|đều|luôn|sẽ|là|trong|trân trọng|xin|kính|rất|khi|thì|nếu|để|và|với|về|trong đó|"
    r"có trách nhiệm)$"
    r"|\slà(?:\s(?:cơ quan|đơn vị)?\s?(?:đầu mối|chủ trì|thường trực)(?:\scủa\s[^,;:]*)?)?$"
    r"|,\s(?:đặc biệt|nhất|trước hết)\slà\s[^;:]*$|,?\s(?:sau khi|khi|nếu|để|nhằm|về việc)\s[^;:]*$"
    r"|,?\s(?:trong công tác|trong quá trình|tại cuộc họp|tại hội nghị|tại buổi)\s[^;:]*$"
    r"|,?\s(?:theo|trong)\s(?:chức năng|phạm vi|thẩm quyền|lĩnh vực|điều kiện)[^;:]*$"
    r"(?<!\s(?:hoạt động|kinh doanh|làm việc|công tác)\strong\s(?:phạm vi|lĩnh vực)[^;:]*)"
    r"|,?\scăn cứ[^;:]*$|\schịu sự\s[^;:]*$"
)


# A name that holds none of these has nothing around it.
_AROUND_ENDS = (
    ")", "tới", "trước mắt", "theo đó", "hiện nay", "năm", " cùng", " cũng", " chỉ", " đều", " luôn", " sẽ", " là",
    " trong", " trân trọng", " xin", " kính", " rất", " khi", " thì", " nếu", " để", " và", " với", " về", " trong đó",
    " trách nhiệm",
)  # fmt: skip
_AROUND_WORDS = (
    " là ", " khi ", " nếu ", " để ", " nhằm ", " về việc ", " công tác ", " quá trình ", " cuộc họp ", " hội nghị ",
    " tại buổi ", " căn cứ", " chịu sự ", " chức năng", " phạm vi", " thẩm quyền", " lĩnh vực", " điều kiện",
)  # fmt: skip
_NUMBERED = regex.compile(r"\(\w{1,2}\)\s(?=\p{Lu})")


def trimmed(text: str, start: int, end: int) -> Place:
    """Leave out what stands around a name: brackets at its end, a comma, "là", adverbs of time."""
    numbered = _NUMBERED.match(text, start, end)
    start = numbered.end() if numbered is not None else start
    while True:
        while end > start and text[end - 1] in " ,:;":
            end -= 1
        words = text[start:end]
        if not words.endswith(_AROUND_ENDS) and not any(word in words for word in _AROUND_WORDS):
            return start, end
        shorter = _AROUND.sub("", words)
        if len(shorter) == len(words) or not shorter:
            return start, end
        end = start + len(shorter)


_MARKS = (",", ";", ":", " và ", " cùng ")  # a name without them is one entry
_SEPARATOR = regex.compile(r"\s?[;,]\s(?:và\s)?|\svà\s|\scùng\s(?:với\s)?")


_NAME_BORDER = regex.compile(r",\s|\svà\s(?=\p{Lu})|\s?;\s(?:và\s)?")
# "các Bộ", "những tỉnh" before a colon: names follow, and no duty.
ENUMERATES = regex.compile(r"(?:[Cc]ác|[Nn]hững)\s\p{L}+(?:,?\s\p{L}+)?\s?$")
_COLLECTIVE = regex.compile(r"(?:[Cc]ác|[Nn]hững)\s(?P<heads>[\p{L}\s,]{2,40}?)\s?:\s")
_COMMA_NAMES = (
    "Văn hóa, Thể thao và Du lịch",
    "Văn hoá, Thể thao và Du lịch",
    "Lao động, Thương binh và Xã hội",
)


def entries(text: str, place: Place) -> list[Place]:
    """Take a list of parties apart: a new entry at each party named in full, never inside "các bộ, ngành".

    Under a head word ("các Bộ: Quốc phòng, Công an") the names stand as printed.
    """
    start, end = place
    if not any(text.find(mark, start, end) >= 0 for mark in _MARKS):
        return [trimmed(text, *place)]
    result: list[Place] = []
    first = start
    for found in _SEPARATOR.finditer(text, start, end):
        if _opens_entry(text, found, first, end):
            result.append((first, found.start()))
            first = found.end()
    result.append((first, end))
    listed = [name for entry in result if entry[1] > entry[0] for name in _listed(text, entry)]
    return [trimmed(text, *entry) for entry in listed]


def _listed(text: str, entry: Place) -> list[Place]:
    """Return the names that a collective head word enumerates, or the entry itself."""
    head = _COLLECTIVE.match(text, *entry)
    if head is None:
        return [entry]
    names: list[Place] = []
    first = head.end()
    for found in _NAME_BORDER.finditer(text, head.end(), entry[1]):
        whole = text[first : entry[1]]
        if any(whole.startswith(name) and first + len(name) > found.start() for name in _COMMA_NAMES):
            continue
        if found[0].strip() == "và" and text.find(",", found.end(), entry[1]) >= 0:
            continue
        if found[0].strip() == "và" and not party_at(text, found.end()):
            continue
        names.append((first, found.start()))
        first = found.end()
    return [*names, (first, entry[1])]


# "các Sở, Ban, Ngành", "Ủy ban nhân dân các Quận, Huyện": head words alone, written with capitals.
_LONE_HEAD = regex.compile(
    r"(?:Sở|Ban|Ngành|Bộ|Vụ|Cục|Phòng|Hội|Đoàn thể|Đơn vị|Tỉnh|Thành phố|Quận|Huyện|Thị xã|Thị trấn|Xã|Phường|Đặc khu)"
    r"(?=\s?[,;]|\s(?:và|của|thuộc|trực thuộc|có liên quan|liên quan)(?!\p{L})|$)"
)
_COLLECTIVE_START = regex.compile(r"(?:\p{L}+\s){0,8}?(?:[Cc]ác|[Nn]hững)\s")


_KINDS = regex.compile(r",\s|\svà\s")


def _only_heads(text: str, start: int, end: int) -> bool:
    """Say whether "Các Tập đoàn, Tổng công ty" so far names kinds only: the name that all share comes last."""
    if (
        not text.startswith(("Các ", "các ", "Những ", "những "), start)
        or not text[text.find(" ", start) + 1].isupper()
    ):
        return False
    for piece in _KINDS.split(text[start:end]):
        head = party_at(piece, 0)
        if head is None or head.end() != len(piece):
            return False
    return True


def _opens_entry(text: str, found: regex.Match[str], first: int, end: int) -> bool:
    """Say whether a new party begins after a separator."""
    following = party_at(text, found.end())
    if "phụ trách" in text[first : found.start()] and ";" not in found[0] and "và" not in found[0]:
        return False
    if _only_heads(text, first, found.start()) and not text.startswith(("các ", "những "), found.end()):
        return False
    if following is None or following.end() > end or (":" in text[first : found.start()] and ";" not in found[0]):
        return False
    if text.count("(", first, found.start()) > text.count(")", first, found.start()):
        return False
    if _LONE_HEAD.match(text, following.start(), end) and _COLLECTIVE_START.match(text, first):
        return False
    if following["group"]:
        return (
            following.start("group") > following.start()
            or ";" in found[0]
            or _joins_kind(text, found, following, first)
        )
    return True


def _joins_kind(text: str, found: regex.Match[str], following: regex.Match[str], first: int) -> bool:
    """Say whether "và cơ quan, tổ chức có liên quan" follows a body, and so is a party of its own."""
    kinds = ("cơ quan", "đơn vị", "tổ chức", "cá nhân", "địa phương", "doanh nghiệp")
    bodies = ("UBND", "Ủy ban", "Sở", "Bộ", "Công an", "Văn phòng")
    return "và" in found[0] and following["group"] in kinds and text.startswith(bodies, first)


def is_party_list(text: str, start: int, end: int, *, owned: bool = False) -> bool:
    """Say whether the words are nothing but parties: what a heading that names its addressees holds.

    Args:
        owned: "Nhiệm vụ của" stands before them, so that a lower-case kind names a party too.
    """
    name = assigning_at(text, start)
    first = party_at(text, name)
    if first is None or end - name > 400:
        return False
    if first["group"] and not _is_named_group(text, first, assigned=owned or name > start):
        return False
    return not _breaks(text, name, end) and not _TOLD.search(text[name:end].rstrip(" :.;,"))
