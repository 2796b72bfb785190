"""The wheel, built and installed where there is no source tree, and run there without a network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tarfile
import time
import tomllib
import venv
import zipfile
from contextlib import suppress
from importlib.metadata import distribution
from pathlib import Path
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
OFFLINE = """
import sys

def refuse(event, arguments):
    if event == "socket.getaddrinfo" and arguments[0] not in ("127.0.0.1", "localhost", None):
        raise OSError(f"no network here: {arguments[0]}")
    if event == "socket.connect" and arguments[1][0] not in ("127.0.0.1", "::1"):
        raise OSError(f"no network here: {arguments[1]}")

sys.addaudithook(refuse)
"""
"""What an interpreter of the environment runs first: nothing is reached but this machine."""

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    }
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=kept, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist, and with the wheel that is built from the unpacked sdist."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", out, cwd=ROOT)
    (archive,) = out.glob("dateline-*.tar.gz")
    source = tmp_path_factory.mktemp("source")
    with tarfile.open(archive) as opened:
        opened.extractall(source, filter="data")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=source / f"dateline-{VERSION}")
    return out


def requirements(name: str, extras: set[str]) -> set[str]:
    """The distributions that a package asks for on this machine, and those that they ask for."""
    found, waiting = set(), [(name, frozenset(extras))]
    seen = set(waiting)
    while waiting:
        asking, wanted = waiting.pop()
        for required in map(Requirement, distribution(asking).requires or ()):
            if required.marker and not any(required.marker.evaluate({"extra": extra}) for extra in {"", *wanted}):
                continue
            found.add(required.name)
            next_one = (required.name, frozenset(required.extras))
            if next_one not in seen:
                seen.add(next_one)
                waiting.append(next_one)
    return found


def install(wheel: Path, env: Path, extras: set[str]) -> Path:
    """An environment with the wheel and, linked from this one, the packages it asks for, and no others; its Python."""
    venv.create(env, with_pip=False)
    (site,) = (env / "lib").glob("python*/site-packages")
    zipfile.ZipFile(wheel).extractall(site)
    for name in requirements("dateline", extras):
        parts = {file.parts[0] for file in distribution(name).files or () if file.parts[0] != ".."}
        for part in parts - {"__pycache__"}:
            target = Path(str(distribution(name).locate_file(part)))
            if target.exists() and not (site / part).exists():
                (site / part).symlink_to(target)
    (site / "sitecustomize.py").write_text(OFFLINE)
    return env / "bin" / "python"


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


def test_the_wheel_reads_without_extras_and_names_those_it_lacks(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("dateline-*.whl")
    python = install(wheel, tmp_path / "env", set())
    (tmp_path / "a.txt").write_text("date 2026-03-05 Ilka Maroş met Óscar Peña in Vilnius on Tuesday.\n")
    run(python, "-m", "dateline.cli", "add", "a.txt", "--to", "c.db", cwd=tmp_path)
    assert "2026-03-03" in run(python, "-m", "dateline.cli", "events", "--in", "c.db", cwd=tmp_path).stdout
    for arguments, extra in ((("serve", "c.db"), "web"), (("export", "parquet", "--in", "c.db"), "exchange")):
        command = [str(python), "-m", "dateline.cli", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 2 and f"dateline[{extra}]" in done.stderr, done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_read_add_query_serve_and_export_from_the_wheel_alone(built: Path, tmp_path: Path) -> None:
    """Only what the wheel declares is there; the source tree and the network are out of reach."""
    (wheel,) = built.glob("dateline-*.whl")
    python = install(wheel, tmp_path / "env", {"web", "exchange"})
    told = run(python, "-c", "import dateline; print(dateline.__file__)", cwd=tmp_path).stdout
    assert told.startswith(str(tmp_path / "env"))

    def dateline(*arguments: str) -> str:
        return run(python, "-m", "dateline.cli", *arguments, cwd=tmp_path).stdout

    (tmp_path / "a.txt").write_text(
        "date 2026-03-05 Ilka Maroş met Óscar Peña in Vilnius on Tuesday, officials said.\n"
    )
    assert '"CONSULT"' in dateline("read", "a.txt", "--json")
    assert "1 read" in dateline("add", "a.txt", "--to", "c.db")
    assert "2026-03-03" in dateline("events", "--in", "c.db")
    assert "as it was stored" in dateline("verify", "--in", "c.db")
    assert "<!doctype html>" in served(python, tmp_path).lower()
    formats = dateline("export", "--formats").split()
    assert len(formats) > 20
    for name in formats:
        dateline("export", name, "--in", "c.db", "-o", f"out.{name}")
        assert (tmp_path / f"out.{name}").exists()
