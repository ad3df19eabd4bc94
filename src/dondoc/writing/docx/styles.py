"""One paragraph style for each role, so that what is changed in the editor changes everywhere."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from dondoc.writing.measures import ROLES, RULE, RULE_BELOW, RULE_GAP, Role

from .elements import Element, edge, el, properties, serialised, switch, twips

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
# 240ths of a line.
SINGLE = 240
RULE_STYLE = "rule"


@functools.cache
def _usual() -> bytes:
    return styles(ROLES)


def styles(roles: Mapping[str, Role] | None = None) -> bytes:
    """Return the part word/styles.xml, the same for all documents but for those of other roles."""
    if roles is None:
        return _usual()
    fonts = el("rFonts", dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT))
    language = el("lang", {"val": LANGUAGE, "eastAsia": LANGUAGE})
    plain = properties("rPr", fonts, el("sz", {"val": 28}), el("szCs", {"val": 28}), language)
    gaps = properties("pPr", _spacing(0))
    defaults = el("docDefaults", None, el("rPrDefault", None, plain), el("pPrDefault", None, gaps))
    normal = properties("style", el("name", {"val": "Normal"}), el("qFormat"))
    _identify(normal, "Normal", is_default=True)
    return serialised(el("styles", None, defaults, normal, _rule(), *(_style(*each) for each in roles.items())))


def _style(key: str, role: Role) -> Element:
    ends = el("jc", {"val": "both" if role.align == "justify" else role.align})
    body = [_spacing(role.before), ends, el("widowControl")]
    if role.keeps:
        body.append(switch("keepNext"))
    if role.indent or role.left:
        body.append(el("ind", {"left": twips(role.left), "firstLine": twips(role.indent)}))
    if role.level:
        body.append(el("outlineLvl", {"val": role.level - 1}))
    size = round(role.size * 2)
    look = [el("sz", {"val": size}), el("szCs", {"val": size})]
    if role.bold:
        look += [switch("b"), switch("bCs")]
    if role.italic:
        look += [switch("i"), switch("iCs")]
    if role.colour:
        look.append(el("color", {"val": role.colour}))
    named = properties(
        "style",
        el("name", {"val": role.name}),
        el("basedOn", {"val": "Normal"}),
        el("qFormat"),
        properties("pPr", *body),
        properties("rPr", *look),
    )
    return _identify(named, key)


def _rule() -> Element:
    """Return the style of a rule: a low empty paragraph whose upper border is the line, its indents set the length."""
    border = el("pBdr", None, edge("top", size=RULE))
    low = el(
        "spacing", {"before": round(RULE_GAP * 20), "after": 0, "line": round(RULE_BELOW * 20), "lineRule": "exact"}
    )
    named = properties(
        "style",
        el("name", {"val": "Đường kẻ"}),
        el("basedOn", {"val": "Normal"}),
        properties("pPr", border, low),
        properties("rPr", el("sz", {"val": 4}), el("szCs", {"val": 4})),
    )
    return _identify(named, RULE_STYLE)


def _spacing(before: float) -> Element:
    return el("spacing", {"before": round(before * 20), "after": 0, "line": SINGLE, "lineRule": "auto"})


def _identify(style: Element, key: str, *, is_default: bool = False) -> Element:
    prefix = style.nsmap["w"]
    style.set(f"{{{prefix}}}type", "paragraph")
    if is_default:
        style.set(f"{{{prefix}}}default", "1")
    style.set(f"{{{prefix}}}styleId", key)
    return style
