"""The numbered parts of a document as a tree."""

from __future__ import annotations

from dataclasses import dataclass, field

from dondoc.reading import context
from dondoc.reading.context import Context
from dondoc.reading.flow import Block, Flow
from dondoc.reading.model import Section

TITLE_LENGTH = 160


@dataclass(slots=True)
class _Node:
    """A part while it is open."""

    block: Block
    path: str
    end: int
    children: list[_Node] = field(default_factory=list)


def outline_of(flow: Flow) -> tuple[Section, ...]:
    """Return the labelled parts of body and annexes, dashes aside."""
    walk, zone = Context(), "body"
    roots: list[_Node] = []
    stack: list[tuple[int, _Node]] = []
    for block in flow.blocks:
        if block.zone not in ("body", "annex"):
            continue
        if block.zone != zone:
            walk, zone, stack = Context(), block.zone, []
        for _, node in stack:
            node.end = block.end
        if block.label is None:
            continue
        title = flow.of(block)
        walk.enter(block, is_open=title.endswith(":") or context.is_heading(block, title))
        if block.label.style in ("dash", "plus"):
            continue
        depth = sum(level.style not in ("dash", "plus") for level in walk.levels)
        while stack and stack[-1][0] >= depth:
            closed = stack.pop()[1]
            closed.end = block.start - 1
        node = _Node(block, walk.path, block.end)
        (stack[-1][1].children if stack else roots).append(node)
        stack.append((depth, node))
    return tuple(_section(flow, node) for node in roots)


def _section(flow: Flow, node: _Node) -> Section:
    """Return the part with its children."""
    stop = min(node.block.end, node.block.body + 2 * TITLE_LENGTH)  # what is longer is cut anyway
    title = flow.words(node.block.body, stop) if node.block.body < stop else ""
    short = title if len(title) <= TITLE_LENGTH else title[: title.rfind(" ", 0, TITLE_LENGTH)] + " …"
    label = node.block.label.text if node.block.label else ""
    return Section(
        label,
        node.path,
        short.rstrip(" :"),
        flow.span(node.block.start, max(node.end, node.block.end)),
        tuple(_section(flow, child) for child in node.children),
    )
