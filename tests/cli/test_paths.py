"""Which files are read, and where their readings go."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.cli.paths import Item, gather, printable, targets


def items(*names: str) -> list[Item]:
    """Return items of these relative names."""
    return [Item(name, name) for name in names]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["a.txt", "b.pdf"], ["a.json", "b.json"], id="suffix goes"),
        pytest.param(["a.txt", "a.pdf", "b.txt"], ["a.txt.json", "a.pdf.json", "b.json"], id="two kinds of one name"),
        pytest.param(["x/a.txt", "y/a.txt"], ["x/a.json", "y/a.json"], id="folders keep them apart"),
        pytest.param(
            ["a.txt", "a.pdf", "a.pdf.docx"],
            ["a.txt.json", "a.pdf.json", "a.pdf.docx.json"],
            id="the longer name would collide in turn",
        ),
        pytest.param(["a.txt", "a.txt"], ["a.txt.json", "a.txt.2.json"], id="the same name from two folders"),
        pytest.param(["kế hoạch.số 2.txt"], ["kế hoạch.số 2.json"], id="only the last suffix"),
        pytest.param([".txt", "a"], [".txt.json", "a.json"], id="no suffix"),
    ],
)
def test_targets(names: list[str], expected: list[str]) -> None:
    """A reading keeps the place of its source; where two collide each keeps the suffix."""
    assert targets(items(*names)) == expected


@given(st.lists(st.from_regex(r"(?:[xy]/){0,2}[ab](?:\.(?:txt|pdf|json|2)){0,3}", fullmatch=True), max_size=12))
def test_targets_are_apart(names: list[str]) -> None:
    """No two readings share a file, and each stays in the folder of its source."""
    chosen = targets(items(*names))

    assert len(set(chosen)) == len(names)
    assert [PurePath(target).parent for target in chosen] == [PurePath(name).parent for name in names]


class TestGather:
    """Files and folders of the command line."""

    def test_folder_is_walked_in_order(self, tmp_path: Path) -> None:
        """Documents below a folder are read in order; hidden files and other kinds are passed over."""
        for name in ("b/2.TXT", "b/1.pdf", "a.docx", ".hidden.txt", ".git/x.txt", "picture.png", "b/notes.md"):
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.touch()

        found, passed_over = gather([tmp_path])

        assert [item.relative for item in found] == ["a.docx", "b/1.pdf", "b/2.TXT"]
        assert passed_over == 2

    def test_file_is_taken_by_name_alone(self, tmp_path: Path) -> None:
        """A file that is named is read whatever it is called, and its folders do not reach the output."""
        path = tmp_path / "x" / "notes.md"
        path.parent.mkdir()
        path.touch()

        found, _ = gather([tmp_path / "x" / ".." / "x" / "notes.md", tmp_path / "absent.txt"])

        assert [item.relative for item in found] == ["notes.md", "absent.txt"]

    def test_each_file_once(self, tmp_path: Path) -> None:
        """A file that is named twice is read once."""
        (tmp_path / "a.txt").touch()

        found, _ = gather([tmp_path / "a.txt", tmp_path])

        assert [item.relative for item in found] == ["a.txt"]

    def test_linked_folder_is_not_followed(self, tmp_path: Path) -> None:
        """A link to a folder above does not make the walk endless."""
        (tmp_path / "a.txt").touch()
        (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)

        found, _ = gather([tmp_path])

        assert [item.relative for item in found] == ["a.txt"]

    @pytest.mark.parametrize("path", ["", ".", "..", "/"])
    def test_odd_folders_do_not_break_it(self, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Names without a last part are taken without an error."""
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("dondoc.cli.paths._below", lambda folder, left_out: [])

        assert gather([Path(path)]) == ([], 0)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("thông báo số 1.txt", "thông báo số 1.txt"),
        ("<script>[bold].txt", "<script>[bold].txt"),
        ("a\x1b[31m\nb", "a\\x1b[31m\\x0ab"),
        ("txt.\u202eexe", "txt.\\x202eexe"),
        ("\udcff.txt", "\N{REPLACEMENT CHARACTER}.txt"),
    ],
)
def test_printable(name: str, expected: str) -> None:
    """A name cannot steer the terminal or turn the text around."""
    assert printable(name) == expected
