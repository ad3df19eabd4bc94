"""Messages as other agencies send them, for the tests of the exchange."""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import replace

from dondoc.documents.exchange import edxml

OURS, THEIRS = "000.00.01.H48", "000.00.19.H48"
THEIR_NAME = "Sở Tài chính"
TEXT = (
    "SỞ TÀI CHÍNH\nSố: 45/STC-NS\nQuảng Ngãi, ngày 20 tháng 11 năm 2026\n\n"
    "V/v báo cáo tình hình thực hiện dự toán\n\nTrung tâm báo cáo kết quả trước ngày 30/11/2026.\n"
).encode()
DOCUMENT_ID = f"{THEIRS},2026/11/20,45/STC-NS"


def document_message(content=TEXT, name="cong-van-45.txt", **head):
    """Return a document message of Sở Tài chính to the organisation of the tests."""
    defaults = {
        "sender": edxml.Organ(organ_id=THEIRS, name=THEIR_NAME),
        "receivers": (edxml.Organ(organ_id=OURS, name="Sở Khoa học và Công nghệ"),),
        "document_id": DOCUMENT_ID,
        "code": edxml.Code(number="45", symbol="STC-NS"),
        "promulgation": edxml.PromulgationInfo(place="Quảng Ngãi", date="2026/11/20"),
        "document_type": edxml.DocumentType(name="Công văn"),
        "subject": "Báo cáo tình hình thực hiện dự toán",
        "signer": edxml.SignerInfo(full_name="Phạm Thị Lan", position="Phó Giám đốc"),
        "due_date": "2026/11/30",
    }
    return edxml.Message(
        envelope=edxml.Envelope(
            header=edxml.Header(message=edxml.MessageHeader(**(defaults | head))),
            body=edxml.Body(manifest=edxml.Manifest(references=(edxml.Reference(content_id="cid:1", name=name),))),
        ),
        encoded=edxml.AttachmentEncoded(attachments=(edxml.Attachment(content_id="1", name=name, content=content),)),
    )


def with_annexes(message, *annexes):
    """Return the message with files beside its own: name, content."""
    more = (
        edxml.Attachment(content_id=str(number), name=name, content=content)
        for number, (name, content) in enumerate(annexes, start=2)
    )
    return with_attachments(message, *message.encoded.attachments, *more)


def for_business(message, kind, *, reason="", document_id="", files=True):
    """Return the message as a recall (1), an update (2) or a replacement (3)."""
    business = edxml.Bussiness(kind=kind, reason=reason, document_id=document_id)
    header = replace(message.envelope.header, trace=edxml.TraceHeaderList(business=business))
    message = replace(message, envelope=replace(message.envelope, header=header))
    return message if files else with_attachments(message)


def status_message(code="03", document_id="", sender=THEIRS, timestamp="2026/11/25 10:00:00", description=""):
    """Return what the other side says of a document of ours."""
    status = edxml.Status(
        answers=edxml.ResponseFor(organ_id=OURS, document_id=document_id),
        sender=edxml.Organ(organ_id=sender, name=THEIR_NAME),
        code=code,
        description=description,
        timestamp=timestamp,
    )
    return edxml.Message(envelope=edxml.Envelope(header=edxml.Header(status=status)))


def with_attachments(message, *attachments):
    """Return the message with other attachments."""
    return replace(message, encoded=edxml.AttachmentEncoded(attachments=attachments))


def zipped(members, **options):
    """Return a zip of these members in base64."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return base64.b64encode(packed.getvalue()).decode()


# A whole message, written as the programs of other agencies write it.
WRITTEN = """<?xml version="1.0" encoding="utf-8"?>
<edXML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">
  <edXML:edXMLEnvelope xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">
    <edXML:edXMLHeader>
      <edXML:MessageHeader>
        <edXML:From>
          <edXML:OrganId>000.00.19.H48</edXML:OrganId><edXML:OrganName>Sở Tài chính</edXML:OrganName>
        </edXML:From>
        <edXML:To><edXML:OrganId>000.00.01.H48</edXML:OrganId><edXML:OrganName>Sở KH&amp;CN</edXML:OrganName></edXML:To>
        <edXML:Code><edXML:CodeNumber>45</edXML:CodeNumber><edXML:CodeNotation>STC-NS</edXML:CodeNotation></edXML:Code>
        <edXML:PromulgationInfo>
          <edXML:Place>Quảng Ngãi</edXML:Place><edXML:PromulgationDate>2026/11/20</edXML:PromulgationDate>
        </edXML:PromulgationInfo>
        <edXML:Subject>Báo cáo tình hình thực hiện dự toán</edXML:Subject>
        <edXML:DocumentId>000.00.19.H48,2026/11/20,45/STC-NS</edXML:DocumentId>
        {header}
      </edXML:MessageHeader>
      <edXML:TraceHeaderList id="a1b2" version="1.0" mustUnderstand="1">
        <edXML:TraceHeader><edXML:OrganId>000.00.19.H48</edXML:OrganId></edXML:TraceHeader>
        <edXML:Bussiness><edXML:BussinessDocType>0</edXML:BussinessDocType><edXML:Paper>0</edXML:Paper></edXML:Bussiness>
      </edXML:TraceHeaderList>
      <edXML:DigitalSignature/>
    </edXML:edXMLHeader>
    <edXML:edXMLBody>
      <edXML:edXMLManifest version="1.0">
        <edXML:Reference xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="cid:1" xlink:type="simple">
          <edXML:ContentId>cid:1</edXML:ContentId><edXML:AttachmentName>cong-van-45.txt</edXML:AttachmentName>
        </edXML:Reference>
      </edXML:edXMLManifest>
    </edXML:edXMLBody>
  </edXML:edXMLEnvelope>
  <AttachmentEncoded>
    <Attachment>
      <ContentId>1</ContentId>
      <AttachmentName>{name}</AttachmentName>
      <ContentTransferEncoded>{content}</ContentTransferEncoded>
    </Attachment>
  </AttachmentEncoded>
</edXML>
"""


def written(*, content=None, header="", name="cong-van-45.txt"):
    """Return the written message with something in it exchanged."""
    content = zipped([("noi-dung.txt", TEXT)]) if content is None else content
    return WRITTEN.replace("{header}", header).replace("{name}", name).replace("{content}", content).encode()
