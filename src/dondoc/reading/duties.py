"""Duty words: where they stand, and where they are only part of a name or of another word."""

from __future__ import annotations

from functools import cache

import regex

from dondoc.reading import patterns, tables


@cache
def words() -> dict[str, regex.Pattern[str]]:
    """Compile the patterns of the tables once."""
    loaded = tables.load()
    phrases = loaded.phrases
    both = {word for phrase in phrases["assigning"] for word in (phrase, phrase[0].upper() + phrase[1:])}
    determiners = {word for phrase in phrases["determiners"] for word in (phrase, phrase[0].upper() + phrase[1:])}
    named = [word for word, sort in loaded.heads.items() if sort != "group"]
    grouped = [word for word, sort in loaded.heads.items() if sort == "group"]
    nouns = patterns.alternation(phrases["noun_like_duties"])
    others = rf"(?!{patterns.alternation(phrases['not_heads'])}(?!\p{{L}})(?!\spháp chế))"
    return {
        "assigning": regex.compile(rf"(?:{patterns.alternation(sorted(both))})(?:\s(?:cho|với))?\s?:?\s"),
        "party": regex.compile(
            rf"{others}(?:(?:{patterns.alternation(sorted(determiners))})\s)*{others}"
            rf"(?!Bộ\s(?!và|chủ|chỉ|có|cần|phải|phối|tiếp|giao|trưởng|đội|phận|tập trung|thẩm định|khẩn trương|"
            rf"rà soát)\p{{Ll}})"
            rf"(?:(?:{patterns.alternation(named)})|(?P<group>(?:{patterns.alternation(grouped)})"
            rf"))(?!\p{{L}})"
        ),
        "duty": regex.compile(rf"(?<=\s)(?P<word>{patterns.alternation(_after_party(loaded))})(?!\p{{L}})"),
        "before_short": regex.compile(rf"(?<!\p{{L}})(?:{patterns.alternation(phrases['before_short'])})\s$"),
        "opens": regex.compile(rf"(?P<word>{patterns.alternation(loaded.duties)})(?!\p{{L}})", regex.I),
        "noun_before": regex.compile(
            rf"(?:(?<=(?:Các|Những)\s)(?:đoàn|tổ|đội)|(?<!\p{{Lu}}\p{{Ll}}{{1,6}}\s)(?<!\p{{L}})(?:"
            rf"{patterns.alternation(phrases['noun_before_duty'])}))\s$"
        ),
        "bare": regex.compile(
            rf"(?<!\p{{L}})(?:{patterns.alternation(name for name in named if name not in _WHOLE)})\s$"
        ),
        "noun_like": regex.compile(rf"{nouns}$"),
        "organisation": regex.compile(
            rf"\s?(?:,|;|\(|$|\n|và\s|{patterns.alternation(phrases['organisation_follows'])}(?!\p{{L}}))"
        ),
    }


@cache
def party_openings() -> frozenset[str]:
    """Return how the names of parties and the words before them begin."""
    loaded = tables.load()
    determiners = loaded.phrases["determiners"]
    return patterns.openings([*loaded.heads, *determiners, *(word[0].upper() + word[1:] for word in determiners)])


@cache
def assigning_openings() -> frozenset[str]:
    """Return how the words that assign begin."""
    phrases = tables.load().phrases["assigning"]
    return patterns.openings([*phrases, *(word[0].upper() + word[1:] for word in phrases)])


@cache
def duty_openings() -> frozenset[str]:
    """Return how duty words begin, in small letters."""
    return patterns.openings(word.lower() for word in tables.load().duties)


# Names that are whole as they stand: no field of work follows them.
_WHOLE = frozenset(("Tỉnh", "Thành phố", "Xã", "Phường", "Huyện", "Quận", "Thị xã", "Đặc khu", "Chính phủ", "UBND"))


def _after_party(loaded: tables.Tables) -> list[str]:
    """Return the duty words that may follow a party: the long ones, and of the short ones those listed."""
    phrases = loaded.phrases
    long = [word for word in loaded.duties if " " in word and word not in phrases["opening_only"]]
    return [*long, *phrases["short_duties"]]


_GRANTED = regex.compile(r"được\s(?:giao|phân công|ủy quyền|cấp|chỉ định)(?:\snhiệm vụ)?(?:\slàm)?\s$")
_STILL = regex.compile(r"\b(?:đang|sự|(?<!giúp\s)việc|(?<!(?:[Tt]ổ|[Đđ]oàn|[Nn]hóm)\s)công tác|để|nhằm|quy định)\s$")
_STILL_WORDS = ("đang ", "sự ", "việc ", "công tác ", "để ", "nhằm ", "quy định ")
# What takes these complements is a verb, whatever noun stands before it.
_TAKES = regex.compile(
    r"(?:chủ trì|phối hợp|tham mưu)(?:,?\s(?:và\s)?phối hợp|\s(?:với|cùng|chặt chẽ|cho|việc|giúp)\s)"
    r"|tham mưu\s(?=(?:Ban|UBND|Ủy ban|Chính phủ|Thủ tướng|Bộ|Sở|Giám đốc|Lãnh đạo|Chủ tịch|HĐND|Đảng ủy|"
    r"Thường trực)\s)"
    r"|(?:thực hiện|triển khai)(?:,?\s(?:thực hiện|triển khai))?\s(?:tốt\s|ngay\s|nghiêm túc\s)?"
    r"(?:các|một số|những)\s(?:nội dung|nhiệm vụ|công việc|giải pháp|biện pháp|yêu cầu)\s"
    r"(?:sau|trọng tâm|cụ thể|chủ yếu)"
    r"|tổ chức\s(?=(?:tập huấn|hội nghị|hội thảo|khảo sát|kiểm tra|triển khai|thực hiện|đào tạo|tuyên truyền|rà soát|"
    r"lấy ý kiến|sơ kết|tổng kết|đánh giá|giám sát|các\s|việc\s)(?!\p{L}))"
)


def duty_after(text: str, start: int, end: int) -> regex.Match[str] | None:
    """Return the first duty word in `text[start:end)` that is not part of a name."""
    known = words()
    noun = -9
    chain: regex.Match[str] | None = None  # the first of nouns like "triển khai, thực hiện"
    bare: regex.Match[str] | None = None
    for found in known["duty"].finditer(text, start, end):
        before = text[max(0, found.start() - 40) : found.start()]
        if is_field(found["word"]) and known["bare"].search(before) and not before.endswith("được "):
            bare, noun = bare or found, found.end()
        elif _is_no_duty(text, before, found):
            continue
        elif _is_verb_of_all(text, before, found):
            return found
        elif is_noun_like(text, found) and (
            (known["noun_before"].search(before) and not before.endswith(_NO_NOUNS))
            or found.start() - noun <= 2
            or text[noun : found.start()] == " và "
        ):
            chain = found if found.start() - noun > 5 else chain
            noun = found.end()
        elif chain is not None and _kind(found) == "adverb" and found.start() - noun <= 1:
            return chain
        elif found["word"] in ("xây dựng", "quản lý") and _followed_by_duty(text, found.end() + 1):
            noun = found.end()
        else:
            return found
    return bare


def _kind(duty: regex.Match[str]) -> str:
    return tables.load().duties[duty["word"]]


_NO_NOUNS = ("chuyên ngành ", "chủ đầu tư ", "nhà đầu tư ")  # names that are whole before a verb
_SPECIAL = regex.compile(r"\s(?:[Nn]hà nước )?(?:chuyên ngành|chuyên trách)")
# "cơ quan quản lý nhà nước", "Đoàn Kiểm tra giám sát", "cơ quan thông tin, truyền thông": the verb belongs to the name.
_STATE_MANAGER = regex.compile(r"quản lý\s[Nn]hà nước(?=\s?[,;]|\svà\s|\svề\s)")
_TEAM = regex.compile(r"(?:Đoàn|Tổ|Ban|Đội|Phòng)\s(?:Kiểm tra|Thanh tra|Giám sát|Thẩm định)\s$")
_MEDIA = ("thông tin, ", "thông tin và ", "báo chí, ", "báo chí và ")
_CONTEST = regex.compile(
    r"(?:phong trào|công tác|khối|cụm|hội đồng|danh hiệu|hoạt động|đợt|tinh thần|nội dung|chỉ tiêu|kết quả)\s$", regex.I
)
_OTHER_SHAPE = regex.compile(r"(?:[Tt]ruyền|[Mm]ô|[Tt]ình|[Đđ]iển|[Ll]oại|[Đđ]ịa)\s$")  # "truyền hình | thành phố"


def _is_no_duty(text: str, before: str, duty: regex.Match[str]) -> bool:
    """Say whether a duty word is passive, granted, or a part of another word where it stands."""
    known, word = words(), duty["word"]
    if before.endswith("được ") or (before.endswith(_STILL_WORDS) and _STILL.search(before)):
        return True
    if "được" in before and _GRANTED.search(before) and _kind(duty) not in ("adverb", "modal"):
        return not word.startswith("tập trung")
    if " " not in word and known["before_short"].search(before):
        return True
    if word in ("chỉ đạo", "quản lý") and before.endswith(("Ban ", "ban ")):
        return True
    if _is_of_name(text, before, duty):
        return True
    if text.startswith("giúp việc", duty.start()) or _SPECIAL.match(text, duty.end()):
        return True
    return word == "tổ chức" and known["organisation"].match(text, duty.end()) is not None


def _is_of_name(text: str, before: str, duty: regex.Match[str]) -> bool:
    """Say whether a duty word is a part of the name or of the word that stands before it."""
    word = duty["word"]
    if word == "quản lý":
        return before.endswith("cơ quan ") and _STATE_MANAGER.match(text, duty.start()) is not None
    if word == "truyền thông":
        return before.endswith(_MEDIA)
    if word == "thi đua":
        return _CONTEST.search(before) is not None
    if word == "hình thành":
        return _OTHER_SHAPE.search(before) is not None
    return word in ("giám sát", "kiểm tra") and _TEAM.search(before) is not None


# "các cơ quan, đơn vị": no kind of body that a noun-like word could tell apart.
_ALL = regex.compile(r"(?:cơ quan|sở|ban|ngành|phòng|bộ|cục|vụ),\s(?:[\p{Ll}]+,\s)?(?:đơn vị|địa phương|tổ chức)\s$")
_OF_ALL = (
    "triển khai",
    "thực hiện",
    "tổ chức",
    "tham gia",
    "tuyên truyền",
    "đăng ký",
    "tổng hợp",
    "báo cáo",
    "gửi",
    "phối hợp",
)
_OBLIGED = regex.compile(r"\s(?:có trách nhiệm|chịu trách nhiệm|phải|cần)\s")


def _is_verb_of_all(text: str, before: str, duty: regex.Match[str]) -> bool:
    """Say whether a noun-like word is the duty of "các cơ quan, đơn vị …", no "phải" making it a relative clause."""
    if duty["word"] not in _OF_ALL or _ALL.search(before) is None:
        return False
    return _OBLIGED.search(text, duty.end(), duty.end() + 100) is None


def is_field(word: str) -> bool:
    """Say whether a duty word names a field of work when it follows a bare head ("Các Cục quản lý …")."""
    return word in tables.load().phrases["field_words"]


def is_noun_like(text: str, duty: regex.Match[str]) -> bool:
    """Say whether a duty word may as well be part of a name: no complement makes it a verb."""
    return words()["noun_like"].match(duty["word"]) is not None and _TAKES.match(text, duty.start()) is None


def _followed_by_duty(text: str, start: int) -> bool:
    """Say whether a longer duty word follows at once, so that the one before belongs to a name."""
    found = opens_duty(text, start)
    return found is not None and " " in found["word"] and text[start].islower()


def opens_duty(text: str, start: int) -> regex.Match[str] | None:
    """Return the duty word a sentence or clause begins with, whatever its case."""
    if not patterns.may_open(text[start : start + patterns.OPENING].lower(), 0, duty_openings()):
        return None
    return words()["opens"].match(text, start)


# "Hồ sơ … gửi về Sở … trước ngày …", after a short topic or none.
_PAPERS = regex.compile(
    r"(?:[^:;.]{3,60}:\s)?(?P<papers>(?:(?:Các|Toàn bộ)\s)?(?:[Hh]ồ sơ|[Bb]áo cáo|[Dd]anh sách|[Bb]ài dự thi)(?!\p{L})"
    r"[^:;]{0,200}?\s(?:gửi|nộp)\s(?:về|cho|đến|tới)\s(?:\p{Lu}|các\s|phòng\s))"
)


def papers_sent(text: str, start: int, end: int) -> int | None:
    """Return where papers are named that are to be sent to somebody, or None."""
    found = _PAPERS.match(text, start, end)
    return found.start("papers") if found is not None else None
