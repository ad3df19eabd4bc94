"""PDFium is one library for the whole process and not safe for threads: whoever uses it holds this lock. Pure."""

from __future__ import annotations

import threading

LOCK = threading.RLock()
