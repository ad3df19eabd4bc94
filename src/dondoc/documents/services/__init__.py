"""Acts on documents."""

from .linking import link_citation, unlink_citation
from .moving import change_state, distribute, hand_on, keep_in_register, lock
from .registering import (
    Examined,
    Outcome,
    enter,
    examine,
    fill,
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
    "UNREAD",
    "Examined",
    "Outcome",
    "change_state",
    "distribute",
    "enter",
    "examine",
    "fill",
    "hand_on",
    "identity_of",
    "keep_in_register",
    "link_citation",
    "lock",
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
