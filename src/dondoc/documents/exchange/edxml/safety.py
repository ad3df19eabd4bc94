"""Parsing bytes that may be hostile: no declaration, nothing expanded, nothing outside opened, bounds before work."""

from __future__ import annotations

import re

from lxml import etree

from .errors import Refused
from .limits import MEBIBYTE, Limits
from .nodes import Node, split

XINCLUDE = "http://www.w3.org/2001/XInclude"
CONTENT = "ContentTransferEncoded"
DECLARATIONS = re.compile(r"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
ENCODING = re.compile(r"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']*)[\"']")
# The contents of attachments are lifted out before parsing: libxml2 refuses a text of more than 10 MB unless all its
# bounds are off, and what is parsed stays small whatever comes along.
LONG = 4096
CONTENTS = re.compile(rf"(<(?:[\w.-]+:)?{CONTENT}\b[^<>]*>)([A-Za-z0-9+/=\s]{{{LONG},}})(?=</)")
LIFTED = re.compile(r"@(\d+)")


def parse(data: bytes, limits: Limits) -> Node:
    """Return the root element of a message.

    Raises:
        Refused: `empty`, `too_large`, `encoding`, `declarations`, `inclusion` or `damaged`.
    """
    contents: list[str] = []

    def lift(found: re.Match[str]) -> str:
        contents.append(found[2])
        return f"{found[1]}@{len(contents) - 1}"

    skeleton = CONTENTS.sub(lift, _text_of(data, limits))
    if len(skeleton) > limits.skeleton:
        raise Refused("too_large", f"phần đầu hơn {limits.skeleton // MEBIBYTE} MB")
    return _node(_tree(skeleton), _Lifted(contents))


def _text_of(data: bytes, limits: Limits) -> str:
    """Return the message as text, once its size, its encoding and its declarations allow it."""
    if not data.strip():
        raise Refused("empty")
    if len(data) > limits.message:
        raise Refused("too_large", f"hơn {limits.message // MEBIBYTE} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Refused("encoding", f"từ byte thứ {wrong.start + 1}") from wrong
    named = ENCODING.match(text)
    if named and named[1].lower().replace("-", "") not in ("utf8", "usascii", "ascii"):
        raise Refused("encoding", f"tin ghi {named[1][:20]}")
    # In UTF-8 these letters can be written in one way only, so that none slips past the parser's bounds.
    if DECLARATIONS.search(text):
        raise Refused("declarations")
    return text


def _tree(skeleton: str) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    try:
        root = etree.fromstring(skeleton.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise Refused("damaged", _place_of(broken)) from broken
    if root.getroottree().docinfo.doctype:
        raise Refused("declarations")
    return root


def _place_of(broken: Exception) -> str:
    line = getattr(broken, "lineno", None)
    return f"dòng {line}" if line else "không rõ chỗ"


class _Lifted:
    """The contents that were lifted out, handed back in the order of the message."""

    def __init__(self, contents: list[str]) -> None:
        self._contents = contents
        self._taken = 0

    def put_back(self, text: str) -> str:
        """Return the content that a number stands for; a number that the sender wrote stands for nothing."""
        found = LIFTED.fullmatch(text.strip())
        if found is None:
            return text
        if int(found[1]) != self._taken or self._taken == len(self._contents):
            raise Refused("base64", text.strip()[:20])
        self._taken += 1
        return self._contents[self._taken - 1]


def _node(element: etree._Element, lifted: _Lifted) -> Node:
    """Return an element as a value."""
    name = str(element.tag)
    namespace, local = split(name)
    if namespace == XINCLUDE:
        raise Refused("inclusion")
    text = element.text or ""
    return Node(
        name=name,
        attributes=tuple((str(key), str(value)) for key, value in element.attrib.items()),
        text=lifted.put_back(text) if local == CONTENT else text,
        children=tuple(_node(child, lifted) for child in element if isinstance(child.tag, str)),
        tail=element.tail or "",
    )
