"""Acts on documents."""

from .linking import link_citation, unlink_citation
from .moving import add_passage, change_state, distribute, hand_on, keep_in_register, lock
from .opening import open_file
from .registering import (
    NEVER_BY_HAND,
    Examined,
    Outcome,
    check,
    enter,
    examine,
    fill,
    identity,
    identity_of,
    receive,
    refuse_same_bytes,
    refuse_same_identity,
    refuse_secret,
    register,
    try_to_register,
)
from .scanning import UNREAD, read_scan, remove, try_again

__all__ = [
    "NEVER_BY_HAND",
    "UNREAD",
    "Examined",
    "Outcome",
    "add_passage",
    "change_state",
    "check",
    "distribute",
    "enter",
    "examine",
    "fill",
    "hand_on",
    "identity",
    "identity_of",
    "keep_in_register",
    "link_citation",
    "lock",
    "open_file",
    "read_scan",
    "receive",
    "refuse_same_bytes",
    "refuse_same_identity",
    "refuse_secret",
    "register",
    "remove",
    "try_again",
    "try_to_register",
    "unlink_citation",
]
