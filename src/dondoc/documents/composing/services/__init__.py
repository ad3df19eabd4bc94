"""Acts on drafts. `close` and `reopen` are called by whatever signs and issues."""

from .addressing import add_party, name_signer, remove_party, set_bases, set_letterhead
from .citing import cite
from .commenting import comment
from .editing import add_blocks, edit_block, move_block, parties, remove_block, set_meeting
from .passing import approve, close, reopen, return_draft, submit, take_back, withdraw
from .starting import start, start_notice

__all__ = [
    "add_blocks",
    "add_party",
    "approve",
    "cite",
    "close",
    "comment",
    "edit_block",
    "move_block",
    "name_signer",
    "parties",
    "remove_block",
    "remove_party",
    "reopen",
    "return_draft",
    "set_bases",
    "set_letterhead",
    "set_meeting",
    "start",
    "start_notice",
    "submit",
    "take_back",
    "withdraw",
]
