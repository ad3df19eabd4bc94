"""Acts of the exchange."""

from .annexes import read_annexes
from .book import add_correspondent, end_correspondent
from .deciding import accept, document_gone, document_registered, refuse
from .fetching import read_folder
from .receiving import take_in
from .reporting import incoming_moved, report_state
from .sending import deliver, document_issued, document_recalled, export, resend, send

__all__ = [
    "accept",
    "add_correspondent",
    "deliver",
    "document_gone",
    "document_issued",
    "document_recalled",
    "document_registered",
    "end_correspondent",
    "export",
    "incoming_moved",
    "read_annexes",
    "read_folder",
    "refuse",
    "report_state",
    "resend",
    "send",
    "take_in",
]
