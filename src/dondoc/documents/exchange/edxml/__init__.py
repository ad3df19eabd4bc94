"""The language of the exchange: messages as values, and as bytes. Pure.

The structure is that of QCVN 102:2016/BTTTT as it is seen in practice; nobody here has compared it with the text of the
standard ("chưa đối chiếu"). Whatever it does not name, elements and attributes, survives reading and writing.
"""

from .checks import require_lengths, require_whole
from .codec import decode, encode, read
from .dates import day_of, day_text, moment_of, moment_text
from .errors import Refused
from .limits import DEFAULT, Limits
from .model import (
    Attachment,
    AttachmentEncoded,
    Body,
    Bussiness,
    Code,
    DocumentType,
    Envelope,
    File,
    Header,
    Manifest,
    Message,
    MessageHeader,
    Organ,
    OtherInfo,
    PromulgationInfo,
    Reference,
    ResponseFor,
    SignerInfo,
    StaffInfo,
    Status,
    ToPlaces,
    TraceHeader,
    TraceHeaderList,
)
from .nodes import Leaf, Node, Rest, line_of
from .statuses import STATUS_CODES, StatusCode

__all__ = [
    "DEFAULT",
    "STATUS_CODES",
    "Attachment",
    "AttachmentEncoded",
    "Body",
    "Bussiness",
    "Code",
    "DocumentType",
    "Envelope",
    "File",
    "Header",
    "Leaf",
    "Limits",
    "Manifest",
    "Message",
    "MessageHeader",
    "Node",
    "Organ",
    "OtherInfo",
    "PromulgationInfo",
    "Reference",
    "Refused",
    "ResponseFor",
    "Rest",
    "SignerInfo",
    "StaffInfo",
    "Status",
    "StatusCode",
    "ToPlaces",
    "TraceHeader",
    "TraceHeaderList",
    "day_of",
    "day_text",
    "decode",
    "encode",
    "line_of",
    "moment_of",
    "moment_text",
    "read",
    "require_lengths",
    "require_whole",
]
