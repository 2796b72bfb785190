"""The bytes that a batch's articles were taken from: a zip file a shard, each member named by its SHA-256."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.batch import layout

Keep = Callable[[str, bytes], None]


@contextmanager
def keeping(path: Path | None) -> Iterator[Keep | None]:
    """What takes the bytes of a shard's articles, each once; the file stands at `path` when the shard has ended well.

    None where there is no path: then nothing is kept.
    """
    if path is None:
        yield None
        return
    with layout.written(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        known: set[str] = set()

        def keep(sha256: str, data: bytes) -> None:
            if sha256 not in known:
                known.add(sha256)
                archive.writestr(zipfile.ZipInfo(sha256), data, zipfile.ZIP_DEFLATED)

        yield keep


def kept(out: Path) -> Iterator[tuple[str, bytes]]:
    """What all shards of a batch have kept, by SHA-256, one in memory at a time."""
    for path in sorted(layout.sources(out, 0).parent.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name, archive.read(name)
