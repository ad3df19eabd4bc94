"""Word documents built part by part, so that a test says exactly what stands in the file."""

from __future__ import annotations

import io
import zipfile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LINES = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))


def run(text: str, properties: str = "") -> str:
    """A run of text with its properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    """A paragraph; plain words become a run."""
    runs = "".join(item if item.startswith("<") else run(item) for item in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def listed(text: str, number: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(*paragraphs: str, properties: str = "") -> str:
    """A cell; plain words become a paragraph."""
    content = "".join(item if item.startswith("<") else p(item) for item in paragraphs or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: list[str], ruled: bool = False) -> str:
    """A table of cells or plain words."""
    borders = f"<w:tblBorders>{LINES}</w:tblBorders>" if ruled else ""
    body = "".join(
        "<w:tr>" + "".join(item if item.startswith("<") else cell(item) for item in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr>{body}</w:tbl>"


def level(depth: int, number_format: str, text: str, more: str = "") -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(abstracts: dict[int, str], numbers: dict[int, tuple[int, str]]) -> str:
    """A numbering part: abstract lists, and the lists that use them with their overrides."""
    return "".join(f'<w:abstractNum w:abstractNumId="{k}">{v}</w:abstractNum>' for k, v in abstracts.items()) + "".join(
        f'<w:num w:numId="{k}"><w:abstractNumId w:val="{a}"/>{more}</w:num>' for k, (a, more) in numbers.items()
    )


_ROOTS = {
    "numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes",
    "comments": "comments", "settings": "settings", "header1": "hdr", "header2": "hdr", "footer1": "ftr",
}  # fmt: skip


def _types(parts: dict[str, str]) -> str:
    """Name the content type of every part, as other programs ask for."""
    kinds = {"word/document.xml": "document.main"} | {f"word/{name}.xml": name.rstrip("12") for name in parts}
    found = f'<Default Extension="rels" ContentType="{_LINKS_TYPE}"/>'
    for part, kind in kinds.items():
        found += f'<Override PartName="/{part}" ContentType="{_DOCUMENT_TYPE}.{kind}+xml"/>'
    return found


def docx(body: str, *, members: dict[str, bytes] | None = None, relations: str = "", **parts: str) -> bytes:
    """A whole .docx; `header1` is found by the relation `header1`, and so on."""
    found = {
        f"word/{name}.xml": f"<w:{_ROOTS[name]} {_NAMESPACES}>{xml}</w:{_ROOTS[name]}>" for name, xml in parts.items()
    }
    links = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name.rstrip("12")}" Target="{name}.xml"/>' for name in parts
    )
    kind = f"{_OFFICE}/officeDocument"
    main = f'<Relationship Id="a" Type="{kind}" Target="word/document.xml"/>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{_types(parts)}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{main}</Relationships>',
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": (f'<Relationships xmlns="{_RELATIONS}">{links}{relations}</Relationships>'),
        **found,
        **(members or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def box(*paragraphs: str) -> str:
    """A text box as Word writes it: the new form, and the old one for older programs."""
    content = "<w:txbxContent>" + "".join(p(text) for text in paragraphs) + "</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(code: str, result: str) -> str:
    """A field: its code, which is not printed, and its result, which is."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
        f'{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
