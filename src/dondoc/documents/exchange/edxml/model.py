"""The structures of a message, one for each element; every value stands as it was sent.

Names of the fields are ours, names of the elements the standard's, `Bussiness` as it is spelt there. Absent and empty
are the same. `rest` keeps what the structures do not name.
"""

from __future__ import annotations

from dataclasses import dataclass

from .errors import Refused
from .nodes import Rest
from .schema import content, many, one, text, texts


@dataclass(frozen=True, slots=True)
class Organ:
    """An agency (cơ quan): From, To."""

    organ_id: str = text("OrganId")
    in_charge: str = text("OrganizationInCharge")
    name: str = text("OrganName")
    address: str = text("OrganAdd")
    email: str = text("Email")
    telephone: str = text("Telephone")
    fax: str = text("Fax")
    website: str = text("Website")
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class Code:
    """Number and symbol of the document (số, ký hiệu)."""

    number: str = text("CodeNumber")
    symbol: str = text("CodeNotation")
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class PromulgationInfo:
    """Where and when it was issued (địa danh, ngày ban hành yyyy/MM/dd)."""

    place: str = text("Place")
    date: str = text("PromulgationDate")
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class DocumentType:
    """The type of the document (loại văn bản); the numbers of `kind` and `detail` are the standard's."""

    kind: str = text("Type")
    detail: str = text("TypeDetail")
    name: str = text("TypeName")
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class SignerInfo:
    """Who signed, and by which authority."""

    competence: str = text("Competence")
    position: str = text("Position")
    full_name: str = text("FullName")
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class ToPlaces:
    """The recipients as the document lists them (nơi nhận)."""

    places: tuple[str, ...] = texts("Place")
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class Appendixes:
    """The annexes by their names."""

    names: tuple[str, ...] = texts("Appendix")
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class OtherInfo:
    """Urgency and the numbers of copies and pages."""

    priority: str = text("Priority")
    sphere: str = text("SphereOfPromulgation")
    typist: str = text("TyperNotation")
    copies: str = text("PromulgationAmount")
    pages: str = text("PageAmount")
    direction: str = text("Direction")
    appendixes: Appendixes = one("Appendixes", Appendixes)
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class ResponseFor:
    """The document that a message answers."""

    organ_id: str = text("OrganId")
    code: str = text("Code")
    date: str = text("PromulgationDate")
    document_id: str = text("DocumentId")
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class MessageHeader:
    """What a document message says of its document."""

    sender: Organ = one("From", Organ)
    receivers: tuple[Organ, ...] = many("To", Organ)
    document_id: str = text("DocumentId")
    code: Code = one("Code", Code)
    promulgation: PromulgationInfo = one("PromulgationInfo", PromulgationInfo)
    document_type: DocumentType = one("DocumentType", DocumentType)
    subject: str = text("Subject")
    content: str = text("Content")
    signer: SignerInfo = one("SignerInfo", SignerInfo)
    due_date: str = text("DueDate")
    to_places: ToPlaces = one("ToPlaces", ToPlaces)
    other: OtherInfo = one("OtherInfo", OtherInfo)
    steering: str = text("SteeringType")
    answers: tuple[ResponseFor, ...] = many("ResponseFor", ResponseFor)
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class StaffInfo:
    """The official who handles the message."""

    department: str = text("Department")
    staff: str = text("Staff")
    email: str = text("Email")
    mobile: str = text("Mobile")
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class Status:
    """What a status message says (tin trạng thái): which document, who, which code, when."""

    answers: ResponseFor = one("ResponseFor", ResponseFor)
    sender: Organ = one("From", Organ)
    code: str = text("StatusCode")
    description: str = text("Description")
    timestamp: str = text("Timestamp")
    staff: StaffInfo = one("StaffInfo", StaffInfo)
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class TraceHeader:
    """A station on the way of the message."""

    organ_id: str = text("OrganId")
    timestamp: str = text("Timestamp")
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class Bussiness:
    """What the message is for: 0 a new document, 1 recall, 2 update, 3 replacement; whether paper follows."""

    kind: str = text("BussinessDocType")
    reason: str = text("BussinessDocReason")
    document_id: str = text("DocumentId")
    paper: str = text("Paper")
    staff: StaffInfo = one("StaffInfo", StaffInfo)
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class TraceHeaderList:
    """The way of the message, and its business."""

    stations: tuple[TraceHeader, ...] = many("TraceHeader", TraceHeader)
    business: Bussiness = one("Bussiness", Bussiness)
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class Header:
    """The head: of a document message or of a status message."""

    message: MessageHeader = one("MessageHeader", MessageHeader)
    status: Status = one("Status", Status)
    trace: TraceHeaderList = one("TraceHeaderList", TraceHeaderList)
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class Reference:
    """An attachment as the manifest lists it."""

    content_id: str = text("ContentId")
    content_type: str = text("ContentType")
    description: str = text("Description")
    name: str = text("AttachmentName")
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The list of attachments."""

    references: tuple[Reference, ...] = many("Reference", Reference)
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class Body:
    """The body: its manifest."""

    manifest: Manifest = one("edXMLManifest", Manifest)
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class Envelope:
    """Head and body."""

    header: Header = one("edXMLHeader", Header)
    body: Body = one("edXMLBody", Body)
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that comes with the message; `content` is the file itself, zipped only on the way."""

    content_id: str = text("ContentId")
    name: str = text("AttachmentName")
    content_type: str = text("ContentType")
    description: str = text("Description")
    content: bytes = content("ContentTransferEncoded")
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class AttachmentEncoded:
    """The files that come with the message."""

    attachments: tuple[Attachment, ...] = many("Attachment", Attachment)
    rest: Rest = Rest()


@dataclass(frozen=True, slots=True)
class File:
    """An attachment under the name that the message gives it, in itself or in its manifest."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A message (tin): the element `edXML`."""

    envelope: Envelope = one("edXMLEnvelope", Envelope)
    encoded: AttachmentEncoded = one("AttachmentEncoded", AttachmentEncoded)
    rest: Rest = Rest()

    @property
    def is_status(self) -> bool:
        """Say whether it reports the state of a document instead of carrying one."""
        return self.status != Status()

    @property
    def head(self) -> MessageHeader:
        """Return what it says of its document."""
        return self.envelope.header.message

    @property
    def status(self) -> Status:
        """Return what it says of the state of a document."""
        return self.envelope.header.status

    @property
    def business(self) -> Bussiness:
        """Return what it is for."""
        return self.envelope.header.trace.business

    @property
    def sender(self) -> Organ:
        """Return who sent it."""
        return self.status.sender if self.is_status else self.head.sender

    @property
    def files(self) -> tuple[File, ...]:
        """Return the attachments in the order of the manifest, the document first; what it does not list follows.

        Raises:
            Refused: `missing` when one has no name, `same_name` when two bear one id.
        """
        references = self.envelope.body.manifest.references
        listed = {_bare(reference.content_id): (place, reference) for place, reference in enumerate(references)}
        ids = [_bare(attachment.content_id) for attachment in self.encoded.attachments]
        twice = next((content_id for content_id in ids if ids.count(content_id) > 1), None)
        if twice is not None:
            raise Refused("same_name", twice)
        found = []
        for attachment in self.encoded.attachments:
            place, reference = listed.get(_bare(attachment.content_id), (len(references), Reference()))
            name = attachment.name or reference.name
            if not name:
                raise Refused("missing", "tên tệp đính kèm (AttachmentName)")
            content_type = attachment.content_type or reference.content_type
            found.append((place, File(name, content_type, attachment.content)))
        return tuple(file for _place, file in sorted(found, key=lambda pair: pair[0]))


def _bare(content_id: str) -> str:
    """Return the id without `cid:`, which the manifest writes and the attachment often does not."""
    return content_id.removeprefix("cid:")
