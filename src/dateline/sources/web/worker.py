"""The process in which pages, feeds and sitemaps are taken apart: it may be slow or die, and nothing else does."""

from __future__ import annotations

import dataclasses
import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable
from typing import IO, Any

from dateline.errors import SourceError, UnreadablePage

MEMORY = 2 * 1024**3
"""The most memory a worker may take, in bytes."""
LENGTH = struct.Struct(">Q")
WALL = 8
"""How many times as long as its processor time a job may last on a machine that is busy with other things."""
GRACE = 10
"""Seconds after that at which a worker whose parent has gone ends itself."""


def page(data: bytes, options: dict[str, Any]) -> Any:
    """The article on a page, as plain values."""
    from dateline.sources.web.claims import Claim
    from dateline.sources.web.reader import read_page

    told = {field: Claim(*claim) for field, claim in options.pop("told", {}).items()}
    return dataclasses.asdict(read_page(data, told=told, **options))


def listing(data: bytes, options: dict[str, Any]) -> Any:
    """What a feed, an OPML file or a sitemap lists, as plain values."""
    from dateline.sources.web.listings import read_listing

    return dataclasses.asdict(read_listing(data, **options))


JOBS: dict[str, Callable[[bytes, dict[str, Any]], Any]] = {"page": page, "listing": listing}


def answer(job: str, data: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """The job's result, or the error that it ended with."""
    try:
        return {"result": JOBS[job](data, options)}
    except SourceError as error:
        return {"error": type(error).__name__, "message": error.message}
    except MemoryError:
        raise
    except Exception as error:
        return {
            "error": UnreadablePage.__name__,
            "message": f"it cannot be taken apart ({type(error).__name__}: {error})",
        }


def serve(inlet: IO[bytes], outlet: IO[bytes]) -> None:
    """Answer jobs until the parent closes its end."""
    while head := inlet.read(LENGTH.size):
        request = json.loads(_exactly(inlet, LENGTH.unpack(head)[0]))
        data = _exactly(inlet, request["size"])
        signal.alarm(int(request["seconds"] * WALL) + GRACE)
        signal.setitimer(signal.ITIMER_PROF, request["seconds"])
        send(outlet, answer(request["job"], data, request["options"]))
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)


def send(outlet: IO[bytes], value: dict[str, Any], data: bytes = b"") -> None:
    """Write one message: its length, its JSON, its data."""
    message = json.dumps(value).encode("ascii")
    outlet.write(LENGTH.pack(len(message)) + message)
    outlet.write(data)
    outlet.flush()


def _exactly(inlet: IO[bytes], size: int) -> bytes:
    data = inlet.read(size)
    if len(data) < size:
        raise SystemExit(0)
    return data


def main() -> None:
    """Serve on standard input and output, with memory bounded and nothing printed between the messages."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    outlet = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    import trafilatura  # noqa: F401 - imported before the first job's time begins

    send(outlet, {"ready": True})
    serve(sys.stdin.buffer, outlet)


if __name__ == "__main__":
    main()
