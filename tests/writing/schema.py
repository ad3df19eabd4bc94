"""Write the published JSON schema anew: python -m tests.writing.schema."""

from __future__ import annotations

import json
from pathlib import Path

from dondoc.writing import json_schema

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "reference" / "writing-content.schema.json"

if __name__ == "__main__":
    PUBLISHED.write_text(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n", "utf-8")
