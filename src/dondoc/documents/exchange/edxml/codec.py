"""Messages from bytes and to bytes, by the structures of `model`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar, cast

from . import packing, safety
from .checks import require_whole
from .errors import Refused
from .limits import DEFAULT, Limits
from .model import Attachment, Message
from .nodes import NAMESPACE, Leaf, Node, Rest, split, write
from .schema import Kind, Part, parts_of

ROOT = "edXML"
# Elements are known in the standard's namespace, and in none, as some senders write attachments.
OURS = (NAMESPACE, "")

Structure = TypeVar("Structure")


def decode(data: bytes, *, limits: Limits = DEFAULT) -> Message:
    """Return a message that is whole: everything obligatory stands in it.

    Raises:
        Refused: with the code and the sentence of what is wrong.
    """
    message = read(data, limits=limits)
    require_whole(message)
    return message


def read(data: bytes, *, limits: Limits = DEFAULT) -> Message:
    """Return what stands in a message, whole or not.

    Raises:
        Refused: it is no message, damaged or hostile.
    """
    root = safety.parse(data, limits)
    namespace, local = split(root.name)
    if local != ROOT or namespace not in OURS:
        raise Refused("wrong_type", f"phần tử gốc là {local[:40]}")
    attachments = _count(root, "Attachment")
    if attachments > limits.attachments:
        raise Refused("attachments", str(attachments))
    return _structure(Message, root, _Files(limits))


def encode(message: Message) -> bytes:
    """Return a message as bytes; the same message gives the same bytes.

    Raises:
        Refused: `characters` when a text cannot be written, `unsafe_name` for a name that leads elsewhere.
    """
    for one in message.encoded.attachments:
        if one.name:
            packing.require_safe(one.name)
    return "".join(write(_node(ROOT, message))).encode()


class _Files:
    """The files of one message on their way out of it, all of them together within the bound."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left = limits.files

    def unpack(self, packed: str, *, name: str) -> bytes:
        """Return one; what those before it took is not there for it."""
        most = min(self._limits.file, self._left)
        content = packing.unpack(packed, name=name, limits=replace(self._limits, file=most))
        self._left -= len(content)
        return content


def _count(node: Node, wanted: str) -> int:
    """Return how many elements of a name stand in an element, wherever: before the first of them is unpacked."""
    return sum((split(child.name)[1] == wanted) + _count(child, wanted) for child in node.children)


def _structure(structure: type[Structure], node: Node, files: _Files) -> Structure:
    """Return what an element says, and keep what nobody asked for."""
    parts = parts_of(structure)
    values: dict[str, Any] = {}
    unknown: list[Node] = []
    leaves: list[Leaf] = []
    packed: Node | None = None
    for child in node.children:
        namespace, local = split(child.name)
        part = parts.get(local) if namespace in OURS else None
        if part is None or _is_taken(part, values, leaves):
            unknown.append(replace(child, tail=""))
        elif part.kind is Kind.ONE:
            values[part.attribute] = _structure(part.structure, child, files)
        elif part.kind is Kind.MANY:
            values.setdefault(part.attribute, []).append(_structure(part.structure, child, files))
        elif part.kind is Kind.CONTENT:
            packed, values[part.attribute] = child, b""
        else:
            leaves += _leaf(part, child, values)
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    values["rest"] = Rest(node.attributes, tuple(unknown), tuple(leaves))
    found = structure(**values)
    if isinstance(found, Attachment) and packed is not None:
        return cast("Structure", _with_content(found, packed, files))
    return found


def _is_taken(part: Part, values: dict[str, Any], leaves: list[Leaf]) -> bool:
    """Say whether something stands already where only one thing may: the first holds, a second is kept as unknown."""
    if part.kind in (Kind.TEXTS, Kind.MANY) or part.attribute not in values:
        return False
    if part.kind is Kind.ONE:
        return bool(values[part.attribute] != part.structure())
    return bool(values[part.attribute]) or part.kind is Kind.CONTENT or any(leaf.name == part.name for leaf in leaves)


def _leaf(part: Part, child: Node, values: dict[str, Any]) -> list[Leaf]:
    """Note the text of an element, and return what else stands in it."""
    words = child.text.strip()
    has_more = bool(child.attributes or child.children)
    index = len(values.get(part.attribute, ())) if part.kind is Kind.TEXTS else 0
    if part.kind is Kind.TEXT:
        values[part.attribute] = words
    elif words or has_more:
        values.setdefault(part.attribute, []).append(words)
    return [Leaf(part.name, index, child.attributes, child.children)] if has_more else []


def _with_content(attachment: Attachment, packed: Node, files: _Files) -> Attachment:
    name = attachment.name or attachment.content_id
    if attachment.name:
        packing.require_safe(attachment.name)
    content = files.unpack(packed.text, name=name)
    leaf = Leaf(safety.CONTENT, 0, packed.attributes, packed.children)
    leaves = (*attachment.rest.leaves, leaf) if packed.attributes or packed.children else attachment.rest.leaves
    return replace(attachment, content=content, rest=replace(attachment.rest, leaves=leaves))


def _node(local: str, structure: Any) -> Node:
    """Return a structure as an element: what is known in the standard's order, then the rest."""
    rest: Rest = structure.rest
    children: list[Node] = []
    for part in parts_of(type(structure)).values():
        value = getattr(structure, part.attribute)
        if part.kind is Kind.ONE:
            children += [_node(part.name, value)] if value != part.structure() else []
        elif part.kind is Kind.MANY:
            children += [_node(part.name, one) for one in value]
        elif part.kind is Kind.CONTENT:
            words = packing.pack(value, name=structure.name)
            children.append(_text_node(part, words, rest.leaf(part.name, 0)))
        else:
            every = value if part.kind is Kind.TEXTS else (value,)
            for index, words in enumerate(every):
                leaf = rest.leaf(part.name, index)
                if words or leaf.attributes or leaf.children:
                    children.append(_text_node(part, words, leaf))
    return Node(_ours(local), rest.attributes, "", (*children, *rest.elements))


def _text_node(part: Part, words: str, leaf: Leaf) -> Node:
    return Node(_ours(part.name), leaf.attributes, words, leaf.children)


def _ours(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"
