"""Pages of drafts."""

from .editing import add_block, cite, edit_block, move_block, remove_block, remove_party, show_typed, write
from .listing import index, start, start_notice
from .passing import approve, comment, return_draft, submit, take_back, withdraw
from .showing import draft, file, versions

__all__ = [
    "add_block",
    "approve",
    "cite",
    "comment",
    "draft",
    "edit_block",
    "file",
    "index",
    "move_block",
    "remove_block",
    "remove_party",
    "return_draft",
    "show_typed",
    "start",
    "start_notice",
    "submit",
    "take_back",
    "versions",
    "withdraw",
    "write",
]
