"""The project's own files, for the rules about them."""

from __future__ import annotations

import ast
import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "dondoc"


@functools.cache
def modules() -> dict[str, ast.Module]:
    """Return the syntax tree of each module of the product but migrations, by its path below the package."""
    paths = (path.relative_to(PACKAGE) for path in sorted(PACKAGE.rglob("*.py")))
    return {
        path.as_posix(): ast.parse((PACKAGE / path).read_bytes()) for path in paths if "migrations" not in path.parts
    }


def committed() -> list[Path]:
    """Return the files under version control; all files of the project where there is no repository."""
    words = ("git", "-C", str(ROOT), "ls-files", "-z")
    try:
        names = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        folders = ("src", "tests", "docs", "samples", "requirements", ".ci", "benchmarks")
        names = [str(path) for folder in folders for path in (ROOT / folder).rglob("*")]
        names += [str(path) for path in ROOT.iterdir()]
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]
