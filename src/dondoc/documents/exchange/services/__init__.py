"""Acts of the exchange."""

from .book import add_correspondent, end_correspondent
from .fetching import read_folder
from .receiving import accept, document_gone, document_registered, refuse, take_in
from .reporting import incoming_moved, report_state
from .sending import deliver, export, resend, send

__all__ = [
    "accept",
    "add_correspondent",
    "deliver",
    "document_gone",
    "document_registered",
    "end_correspondent",
    "export",
    "incoming_moved",
    "read_folder",
    "refuse",
    "report_state",
    "resend",
    "send",
    "take_in",
]
