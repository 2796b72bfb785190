"""The wheel, built and installed where there is no source tree, and run there without a network."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tarfile
import time
import tomllib
import venv
import zipfile
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
import spacy

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
OFFLINE = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "no_proxy": ""}
"""A proxy that nobody is: whatever would go to the network fails."""

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    }
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env={**kept, **environment}, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel and the sdist."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}")
    if uv is None:
        pytest.skip("uv, which builds the package, is not installed")
    out = tmp_path_factory.mktemp("dist")
    run(uv, "build", "--quiet", "--out-dir", out, cwd=ROOT)
    return out


def test_the_wheel_carries_what_a_reader_needs(built: Path) -> None:
    (wheel,) = built.glob("dateline-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "dateline/py.typed", "dateline/models/dateline-en/model.onnx", "dateline/models/dateline-en/CARD.md",
        "dateline/data/gazetteer.bin", "dateline/data/reading.schema.json", "dateline/export/codes.toml",
        "dateline/export/plover.schema.json", "dateline/chronicle/schema/0001_record.sql",
        f"dateline-{VERSION}.dist-info/licenses/LICENSE", f"dateline-{VERSION}.dist-info/licenses/NOTICE",
    ):  # fmt: skip
        assert part in names, part
    assert not [name for name in names if name.startswith(("tests/", "training/")) or name.endswith(".safetensors")]
    assert wheel.stat().st_size < 100_000_000


def test_the_sdist_holds_source_tests_and_pages(built: Path) -> None:
    (archive,) = built.glob("dateline-*.tar.gz")
    with tarfile.open(archive) as opened:
        names = set(opened.getnames())
    for part in ("pyproject.toml", "README.md", "NOTICE", "CITATION.cff", "docs/index.md", "tests/conftest.py"):
        assert f"dateline-{VERSION}/{part}" in names, part


def served(python: Path, folder: Path) -> str:
    """The first page of the desk, from the wheel's own server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [str(python), "-m", "dateline.cli", "serve", "c.db", "--port", str(port)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as desk:
        try:
            for _ in range(300):
                with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/day", timeout=20) as page:
                    return str(page.read().decode())
                time.sleep(0.1)
        finally:
            desk.terminate()
    raise AssertionError("the desk did not come up")


def test_read_add_query_serve_and_export_from_the_wheel_alone(built: Path, tmp_path: Path) -> None:
    """The dependencies are this environment's; the package is the wheel's, and the source tree is out of reach."""
    venv.create(tmp_path / "env", with_pip=False)
    (site,) = (tmp_path / "env" / "lib").glob("python*/site-packages")
    (wheel,) = built.glob("dateline-*.whl")
    zipfile.ZipFile(wheel).extractall(site)
    shared = Path(spacy.__file__ or "").parents[1]
    (site / "dependencies.pth").write_text(f"{shared}\n")
    python = tmp_path / "env" / "bin" / "python"
    told = run(python, "-c", "import dateline; print(dateline.__file__)", cwd=tmp_path, **OFFLINE).stdout
    assert told.startswith(str(site))

    def dateline(*arguments: str) -> str:
        return run(python, "-m", "dateline.cli", *arguments, cwd=tmp_path, **OFFLINE).stdout

    (tmp_path / "a.txt").write_text(
        "date 2026-03-05 Ilka Maroş met Óscar Peña in Vilnius on Tuesday, officials said.\n"
    )
    assert '"CONSULT"' in dateline("read", "a.txt", "--json")
    assert "1 read" in dateline("add", "a.txt", "--to", "c.db")
    assert "2026-03-03" in dateline("events", "--in", "c.db")
    assert "as it was stored" in dateline("verify", "--in", "c.db")
    assert "<!doctype html>" in served(python, tmp_path).lower()
    for name in ("jsonl", "plover", "gdelt", "csv", "geojson", "timeml", "prov"):
        dateline("export", name, "--in", "c.db", "-o", f"out.{name}")
        assert (tmp_path / f"out.{name}").stat().st_size > 0
