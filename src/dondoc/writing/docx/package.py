"""The zip around the parts: content types, relationships, metadata. Nothing in it depends on the day."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from .elements import Element, el, serialised

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
TERMS = "http://purl.org/dc/terms/"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
DUBLIN = "http://purl.org/dc/elements/1.1/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "application/vnd.openxmlformats-package"
COMPATIBILITY = "http://schemas.microsoft.com/office/word"
# The first moment a zip can hold.
MOMENT = (1980, 1, 1, 0, 0, 0)
LANGUAGE = "vi-VN"


def packed(parts: Mapping[str, bytes], *, title: str, author: str, day: str | None) -> bytes:
    """Return a .docx of the parts of folder `word`, each by its file name."""
    word = {**parts, "settings.xml": serialised(_settings())}
    others = [name for name in word if name != "document.xml"]
    files = {
        "[Content_Types].xml": serialised(_types(word)),
        "_rels/.rels": serialised(_relationships({"document": "word/document.xml", "core": "docProps/core.xml"})),
        "docProps/core.xml": serialised(_core(title, author, day)),
        "word/_rels/document.xml.rels": serialised(_relationships({name.partition(".")[0]: name for name in others})),
        **{f"word/{name}": part for name, part in word.items()},
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, part in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return data.getvalue()


def _kind(name: str) -> str:
    """Return what a part is: document, styles, settings, header, footer, image."""
    return name.partition(".")[0].rstrip("0123456789")


def _types(word: Mapping[str, bytes]) -> Element:
    root = etree.Element(f"{{{TYPES}}}Types", nsmap={None: TYPES})
    endings = {"rels": f"{PACKAGE}.relationships+xml", "xml": "application/xml"}
    if any(name.endswith(".png") for name in word):
        endings["png"] = "image/png"
    for ending, kind in endings.items():
        etree.SubElement(root, f"{{{TYPES}}}Default", Extension=ending, ContentType=kind)
    kinds = {f"/word/{name}": f"{WORD}.{_kind(name)}+xml" for name in word if name.endswith(".xml")}
    kinds |= {"/word/document.xml": f"{WORD}.document.main+xml", "/docProps/core.xml": f"{PACKAGE}.core-properties+xml"}
    for name, kind in kinds.items():
        etree.SubElement(root, f"{{{TYPES}}}Override", PartName=name, ContentType=kind)
    return root


def _relationships(targets: Mapping[str, str]) -> Element:
    """Return relationships by their ids; what a target is follows from its name."""
    root = etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap={None: RELATIONSHIPS})
    for name, target in targets.items():
        kind = f"{OFFICE}/officeDocument" if name == "document" else f"{OFFICE}/{_kind(target)}"
        if name == "core":
            kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", Id=name, Type=kind, Target=target)
    return root


def _core(title: str, author: str, day: str | None) -> Element:
    spaces = {"cp": CORE, "dc": DUBLIN, "dcterms": TERMS, "xsi": INSTANCE}
    root = etree.Element(f"{{{CORE}}}coreProperties", nsmap=spaces)
    for name, value in (("title", title), ("creator", author), ("language", LANGUAGE)):
        etree.SubElement(root, f"{{{DUBLIN}}}{name}").text = value
    if day:
        created = etree.SubElement(root, f"{{{TERMS}}}created", {f"{{{INSTANCE}}}type": "dcterms:W3CDTF"})
        created.text = f"{day}T00:00:00Z"
    return root


def _settings() -> Element:
    """Return word/settings.xml: without the mode of Word 2013 and later the file opens as an old one."""
    mode = el("compatSetting", {"name": "compatibilityMode", "uri": COMPATIBILITY, "val": 15})
    return el("settings", None, el("compat", None, mode), el("themeFontLang", {"val": LANGUAGE}))
