"""Elements as values, what of a message is unknown, and writing elements as XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .errors import Refused

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
XML = "http://www.w3.org/XML/1998/namespace"
# Programs of other agencies look for `edXML:StatusCode` by its prefix, so everything in the envelope bears one.
PREFIX = "edXML"
ENVELOPE = f"{{{NAMESPACE}}}edXMLEnvelope"
KNOWN_PREFIXES = {
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
}
# What XML 1.0 cannot write at all.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
ATTRIBUTE = TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})

Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Node:
    """An element.

    Attributes:
        name: `{namespace}local`, or the local name alone.
        tail: the text after it, inside the element around it.
    """

    name: str
    attributes: Attributes = ()
    text: str = ""
    children: tuple[Node, ...] = ()
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is unknown of a known element that holds a text: its attributes and the elements inside.

    Attributes:
        index: which of the elements of that name it belongs to.
    """

    name: str
    index: int = 0
    attributes: Attributes = ()
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Rest:
    """What is unknown of a structure; it is written again after what is known."""

    attributes: Attributes = ()
    elements: tuple[Node, ...] = ()
    leaves: tuple[Leaf, ...] = ()

    def leaf(self, name: str, index: int) -> Leaf:
        """Return what is unknown of one leaf, which may be nothing."""
        found = (leaf for leaf in self.leaves if (leaf.name, leaf.index) == (name, index))
        return next(found, Leaf(name, index))


def split(name: str) -> tuple[str, str]:
    """Return the namespace and the local name."""
    if not name.startswith("{"):
        return "", name
    namespace, _closed, local = name[1:].partition("}")
    return namespace, local


def write(node: Node) -> Iterator[str]:
    """Yield the pieces of a message as XML text.

    Raises:
        Refused: `characters` when a text holds what XML cannot write.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield from _element(node, default="", has_prefix=False)


def _element(node: Node, *, default: str, has_prefix: bool) -> Iterator[str]:
    namespace, local = split(node.name)
    declarations = ""
    if node.name == ENVELOPE and not has_prefix:
        has_prefix, declarations = True, f' xmlns:{PREFIX}="{NAMESPACE}"'
    if namespace == NAMESPACE and has_prefix:
        tag = f"{PREFIX}:{local}"
    else:
        tag = local
        if namespace != default:
            default, declarations = namespace, f'{declarations} xmlns="{_written(namespace, ATTRIBUTE)}"'
    yield f"<{tag}{declarations}{''.join(_attributes(node.attributes))}"
    if not node.text and not node.children:
        yield "/>"
    else:
        yield f">{_written(node.text, TEXT)}"
        for child in node.children:
            yield from _element(child, default=default, has_prefix=has_prefix)
        yield f"</{tag}>"
    yield _written(node.tail, TEXT)


def _attributes(attributes: Attributes) -> Iterator[str]:
    prefixes = {"": "", XML: "xml:"}
    for number, (name, value) in enumerate(attributes):
        namespace, local = split(name)
        if namespace not in prefixes:  # declared where it is used; twice on one element is not well-formed
            prefixes[namespace] = f"{KNOWN_PREFIXES.get(namespace, f'n{number}')}:"
            yield f' xmlns:{prefixes[namespace][:-1]}="{_written(namespace, ATTRIBUTE)}"'
        yield f' {prefixes[namespace]}{local}="{_written(value, ATTRIBUTE)}"'


def line_of(words: str) -> str:
    """Return words on one line, without what XML cannot write."""
    return " ".join(UNWRITABLE.sub(" ", words).split())


def _written(text: str, table: dict[int, str]) -> str:
    found = UNWRITABLE.search(text)
    if found is not None:
        raise Refused("characters", f"U+{ord(found.group()):04X}")
    return text.translate(table)
