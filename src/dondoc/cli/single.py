"""One file: its bytes, its reading, or the one sentence that says why not."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .paths import printable

if TYPE_CHECKING:
    from dondoc.reading.model import Reading

# The reader refuses anything larger; beyond this the bytes are not even fetched.
MOST_BYTES = 256 * 1024 * 1024

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no reading: a stable code and a sentence."""

    code: str
    sentence: str


# What stands for the outcome of a file that ended its process.
CRASHED = Failure("crashed", "Tệp làm trình đọc dừng đột ngột. Hãy xuất lại từ bản gốc rồi thử lại.")


def read_file(path: str) -> Reading | Failure:
    """Read one file; whatever goes wrong becomes a failure."""
    data = fetch(path)
    return data if isinstance(data, Failure) else read_bytes(data, name=shown_name(path))


def shown_name(path: str) -> str:
    """Return the name of a file as its reading gives it."""
    return printable(Path(path).name)


def fetch(path: str) -> bytes | Failure:
    """Return the bytes of a file; whatever goes wrong becomes a failure."""
    file = Path(path)
    try:
        if not file.exists():
            return Failure("missing", "Không tìm thấy tệp. Hãy kiểm tra lại đường dẫn.")
        if not file.is_file():
            return Failure("not_a_file", "Đây không phải là tệp. Hãy chỉ ra một tệp văn bản.")
        if (size := file.stat().st_size) > MOST_BYTES:
            from dondoc.reading.errors import Unreadable

            return Failure("too_large", str(Unreadable("too_large", f"{size / 1024 / 1024:.0f} MB")))
        return file.read_bytes()
    except PermissionError:
        return Failure("no_permission", "Không có quyền đọc tệp. Hãy kiểm tra quyền của tệp.")
    except OSError as failure:
        return Failure("not_opened", f"Không mở được tệp ({failure.strerror}). Hãy kiểm tra đĩa và đường dẫn.")


def read_bytes(data: bytes, *, name: str) -> Reading | Failure:
    """Read the bytes of one file; whatever goes wrong becomes a failure."""
    from dondoc import reading
    from dondoc.reading.errors import Unreadable

    try:
        return reading.read(data, name=name)
    except Unreadable as refusal:
        return Failure(refusal.code, str(refusal))
    except Exception as failure:
        # A bug of the reader must not keep the other files from being read.
        logger.debug("reading failed", exc_info=True)
        kind = type(failure).__name__
        return Failure("reader_error", f"Trình đọc gặp lỗi ({kind}). Hãy báo lỗi kèm tệp này.")
