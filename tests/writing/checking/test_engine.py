"""What the writing engine makes passes the check."""

from __future__ import annotations

import pytest

from dondoc.writing.checking import check

docx = pytest.importorskip("dondoc.writing.docx", reason="the writing engine is not here yet")


def test_examples_have_no_blocking_finding() -> None:
    """Each example document may be issued as it is set."""
    from tests.writing.contents import EXAMPLES, example

    found = {name: check(docx.write_docx(example(name)), name=f"{name}.docx") for name in EXAMPLES}

    blocking = {name: [f.rule for f in findings if f.is_blocking] for name, findings in found.items()}
    assert blocking == {name: [] for name in EXAMPLES}
