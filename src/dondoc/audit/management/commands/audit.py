"""`dondoc audit verify`: check the log and compare it with its anchors."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError

from dondoc.audit import anchoring, verifying
from dondoc.audit.errors import AnchorUnreadable
from dondoc.audit.verifying import Fault, Harm

SENTENCES = {
    Harm.REMOVED: "Mục số {entry} đã bị xóa.",
    Harm.ALTERED: "Mục số {entry} đã bị sửa.",
    Harm.INSERTED: "Mục số {entry} được chèn thêm vào sau khi niêm phong.",
    Harm.ERASED: "Mục số {entry} bị xóa nội dung mà không có mục nào ghi ai xóa, theo căn cứ nào.",
    Harm.SEAL: "Niêm phong đến mục số {entry} đã bị sửa, hoặc niêm phong ngay trước nó không còn.",
    Harm.CUT_OFF: "Nhật ký bị cắt đuôi hoặc viết lại: mốc lưu ngoài ghi có mục số {entry}, ở đây không còn khớp.",
}


def sentence(fault: Fault) -> str:
    """Return a fault in words."""
    return SENTENCES[fault.harm].format(entry=fault.entry)


class Command(BaseCommand):
    """Verifies the log. Exit code 0: whole; 1: harmed; 2: could not be checked."""

    help = "Check the log of acts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do and the anchors."""
        parser.add_argument("verb", choices=["verify"])
        parser.add_argument("--anchor", dest="anchors", action="append", type=Path, default=[])

    def handle(self, *args: Any, anchors: list[Path], **options: Any) -> None:
        """Check."""
        try:
            known = anchoring.kept(Path(settings.ANCHORS)) if settings.ANCHORS else []
            report = verifying.verify(anchors=[*known, *map(anchoring.read, anchors)])
        except AnchorUnreadable as refusal:
            raise CommandError(refusal.sentence, returncode=2) from refusal
        except DatabaseError as failure:
            raise CommandError(f"Không kiểm tra được nhật ký: {failure}", returncode=2) from failure
        for fault in report.faults:
            self.stdout.write(sentence(fault))
        if report.count > len(report.faults):
            self.stdout.write(f"… và {report.count - len(report.faults)} chỗ khác.")
        for anchor, restored in report.lost.items():
            self.stdout.write(f"Mốc ghi đến mục số {anchor.last}: phần sau bản sao lưu đã mất, xem mục số {restored}.")
        if report.unsealed:
            self.stdout.write(f"{report.unsealed} mục chưa niêm phong, từ mục số {report.first_unsealed}.")
        said = f"{report.entries} mục trong {report.seals} niêm phong, đối chiếu {report.anchors} mốc lưu ngoài."
        if report.count:
            raise CommandError(f"Nhật ký không còn nguyên vẹn: {report.count} chỗ. Đã kiểm tra {said}", returncode=1)
        self.stdout.write(f"Nhật ký nguyên vẹn: {said}")
