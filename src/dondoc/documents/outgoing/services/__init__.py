"""Acts on outgoing documents."""

from .after import confirm_arrival, follow
from .issuing import issue
from .numbering import discard, number, void
from .series import end_series, open_series
from .signing import record_paper_signature, seal, sign

__all__ = [
    "confirm_arrival",
    "discard",
    "end_series",
    "follow",
    "issue",
    "number",
    "open_series",
    "record_paper_signature",
    "seal",
    "sign",
    "void",
]
