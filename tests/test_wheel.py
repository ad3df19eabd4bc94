"""The wheel: everything is inside, and the command works in a clean environment from any folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with what is installed: nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    words = (
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    )
    subprocess.run((sys.executable, "-m", "pip", *words), check=True)
    (built,) = folder.glob("dondoc-*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `dondoc` command of a clean virtual environment: the wheel, and the locked packages that are here already."""
    home = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    (site,) = home.glob("lib/python*/site-packages")
    words = ("install", "--quiet", "--no-deps", "--no-index", "--target", str(site), str(wheel))
    subprocess.run((sys.executable, "-m", "pip", *words), check=True)
    script = home / "bin" / "dondoc"
    script.write_text(f"#!{home}/bin/python\nimport sys\nfrom dondoc.cli import main\nsys.exit(main())\n")
    script.chmod(0o755)
    # A plain path entry: an editable install of the project, which is a .pth of its own, is not followed from here.
    (site / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return script


def run(command: Path, *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with nothing of this process's settings."""
    environment = {"PATH": os.defpath, "HOME": str(folder), "DONDOC_HOME": str(folder / "var"), "LANG": "C.UTF-8"}
    return subprocess.run(
        (str(command), *words), cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_everything_is_inside(wheel: Path) -> None:
    """Templates, static files, data tables, catalogues and samples of the work tree are in the wheel."""
    package = ROOT / "src" / "dondoc"
    kept = {
        path.relative_to(package.parent).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".pyc", ".mo")
    }
    catalogues = {path.removesuffix("po") + "mo" for path in kept if path.endswith(".po")}
    samples = {f"dondoc/samples/{path.name}" for path in (ROOT / "samples").iterdir()}

    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert names == kept | catalogues | samples
    assert {Path(name).suffix for name in names} >= {".py", ".html", ".css", ".js", ".po", ".mo", ".txt"}


def test_licence_is_inside(wheel: Path) -> None:
    """The wheel carries the licence."""
    assert [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("licenses/LICENSE")] != []


def test_version_from_an_empty_folder(command: Path, tmp_path: Path) -> None:
    """The command starts, from the wheel and not from the work tree."""
    python = command.with_name("python")
    words = (str(python), "-c", "import dondoc; print(dondoc.__file__)")
    where = subprocess.run(words, cwd=tmp_path, env={}, capture_output=True, text=True, check=True).stdout

    assert where.startswith(str(command.parent.parent))
    assert run(command, "--version", folder=tmp_path).stdout.startswith("dondoc ")


def test_reads_a_sample(command: Path, tmp_path: Path) -> None:
    """A sample is read from an empty folder, with the data tables of the wheel."""
    sample = ROOT / "samples" / "thong-bao-ket-luan.txt"

    done = run(command, "read", str(sample), "--json", folder=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    reading = json.loads(done.stdout)
    assert (reading["header"]["symbol"], reading["header"]["date"]) == ("TB-SKHCN", "2026-11-16")
    assert reading["directives"] != []
    assert list(tmp_path.iterdir()) == []


def test_manages(command: Path, tmp_path: Path) -> None:
    """Django's checks pass from the wheel: templates, catalogues and migrations are found."""
    environment = {"PATH": os.defpath, "DONDOC_HOME": str(tmp_path / "var"), "DONDOC_DEMO": "1"}
    words = (str(command), "manage", "migrate", "--verbosity", "0")

    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
