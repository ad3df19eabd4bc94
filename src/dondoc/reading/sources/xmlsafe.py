"""Parsing XML that may be hostile: no entity is expanded, nothing outside the bytes is opened."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from dondoc.reading.errors import Unreadable

_STRICT = "http://purl.oclc.org/ooxml/"
_PREFIXES: dict[str, str] = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    _STRICT + "wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    _STRICT + "officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    _STRICT + "drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    _STRICT + "drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    _STRICT + "drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    _STRICT + "drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    _STRICT + "officeDocument/math": "m",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}


def parse(data: bytes) -> etree._Element:
    """Parse one XML part.

    Raises:
        Unreadable: `damaged` when it is no XML or declares a DTD, `too_large` when it nests too deep.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as broken:
        if "depth" in str(broken).lower():
            raise Unreadable("too_large", "các phần lồng nhau quá sâu") from broken
        raise Unreadable("damaged", "nội dung XML sai cấu trúc") from broken
    except ValueError as broken:
        raise Unreadable("damaged", "nội dung XML sai cấu trúc") from broken
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("damaged", "nội dung XML có khai báo không được phép")
    return root


@lru_cache(maxsize=4096)
def short(tag: str) -> str:
    """Return a tag or attribute name as `prefix:local`; an unknown namespace gives `?:local`."""
    if not tag.startswith("{"):
        return tag
    namespace, _, local = tag[1:].partition("}")
    return f"{_PREFIXES.get(namespace, '?')}:{local}"


def name(element: etree._Element) -> str:
    """Return the short name of an element."""
    return short(str(element.tag))


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first child along a path of short names, or None."""
    for step in path:
        if element is None:
            return None
        element = next((item for item in element if name(item) == step), None)
    return element


def value(element: etree._Element | None, attribute: str = "w:val") -> str | None:
    """Return an attribute by its short name, or None."""
    if element is None:
        return None
    return next((str(content) for key, content in element.attrib.items() if short(str(key)) == attribute), None)


def is_on(element: etree._Element | None) -> bool | None:
    """Read a toggle such as `<w:vanish/>`: True, False, or None when it is absent."""
    if element is None:
        return None
    return value(element) not in ("0", "false", "off", "none")
