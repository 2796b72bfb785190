"""A browser before a running desk, which writes down whatever goes wrong; and the addresses of all its pages."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from dateline.chronicle import Chronicle
from dateline.gathering import gather
from dateline.reading import Pipeline
from dateline.sources import articles
from tests.conftest import ROOT
from tests.web.desks import TOKEN

AXE = Path(__file__).parent / "axe.min.js"
FLAGS = (
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update"
    " --disable-sync"
)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
REAL = "DATELINE_REAL_CHRONICLE"
"""Names a chronicle of real articles, read and gathered."""

LISTS = (
    "/day", "/stories", "/happenings", "/events", "/timeline", "/map", "/network", "/times", "/firsts", "/quotations",
    "/quotations?act=all", "/utterances", "/who", "/who?type=GPE", "/names", "/search", "/search?words=talks",
    "/review", "/review?layer=quotations", "/judgements", "/import", "/nothing", "/events?who=Nobody At All",
    "/timeline?who=Nobody At All", "/map?who=Nobody At All", "/network?who=Nobody At All", "/search?words=zzzz",
    "/names?who=Nobody At All",
)  # fmt: skip
"""Every list and picture, and what they show where nothing fits."""


def chromium() -> Iterator[Any]:
    """Chromium, where it is installed."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium is installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as tool:
        started = tool.chromium.launch(executable_path=program, args=FLAGS.split())
        yield started
        started.close()


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address of a running desk over a chronicle."""
    import uvicorn

    from dateline.web.app import create
    from dateline.web.settings import Settings

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create(Settings(path, TOKEN)), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def examples(path: Path) -> Path:
    """The chronicle of the invented examples, read by the model and gathered, as `make demo` makes it."""
    reader = Pipeline.find()
    with Chronicle.open(path) as chronicle:
        for item in articles([str(ROOT / "examples" / "articles.jsonl")]):
            assert not isinstance(item, Exception), item
            chronicle.add(reader.read(item))
        gather(chronicle)
    return path


def real() -> Path:
    """The chronicle of real articles; the test is skipped where there is none."""
    given = os.environ.get(REAL)
    path = Path(given) if given else ROOT / "build" / "real.db"
    if not path.is_file():
        pytest.skip(f"no chronicle of real articles at {path}: `dateline add` and `gather` one, and name it in {REAL}")
    return path


class Watched:
    """A tab that writes down whatever goes wrong in it."""

    def __init__(self, browser: Any, here: str, **options: Any) -> None:
        self.wrong: list[str] = []
        self.here = here
        self.context = browser.new_context(**options)
        self.tab = self.context.new_page()
        self.tab.set_default_timeout(90_000)
        self.tab.on("console", lambda said: self._said(said))
        self.tab.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.tab.on("requestfailed", lambda request: self._failed(request))
        self.tab.on("request", lambda request: self._asked(request.url))

    def _said(self, said: Any) -> None:
        if said.type == "error" and "status of 404" not in said.text:
            self.wrong.append(f"console: {said.text[:200]}")

    def _failed(self, request: Any) -> None:
        """A request dropped because its page was left, such as one for the icon, has not failed."""
        if request.failure != "net::ERR_ABORTED":
            self.wrong.append(f"failed: {request.url} {request.failure}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.here, "data:", "blob:")):
            self.wrong.append(f"asked outside: {url}")

    def open(self, address: str) -> None:
        """A page, once its pictures are drawn."""
        self.tab.goto(address, wait_until="networkidle")
        for picture in ("chart", "timeline", "network"):
            for found in self.tab.query_selector_all(f"[data-{picture}]"):
                self.tab.wait_for_function("one => one.dataset.drawn === 'yes'", arg=found)

    def violations(self) -> list[str]:
        """What axe finds on the page."""
        self.tab.evaluate(AXE.read_text("utf-8"))
        found = self.tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]

    def too_wide(self) -> bool:
        """Whether the page is wider than its window."""
        return bool(self.tab.evaluate("document.documentElement.scrollWidth > innerWidth"))


def every_page(ask: Callable[[str], dict[str, Any]]) -> list[str]:
    """The lists, and a page of every kind that a chronicle has; `ask` gives the JSON of an address."""
    found = [*LISTS]
    for kind, many in (("story", "stories"), ("happening", "happenings"), ("utterance", "utterances")):
        found += [f"/{kind}/{row['id'][:12]}" for row in ask(f"/{many}.json")["rows"][:2]]
    for kind in ("PERSON", "ORG", "GPE"):
        found += [f"/who/{row['id'][:12]}" for row in ask(f"/who.json?type={kind}")["rows"][:2]]
        found += [f"/name/{kind}/{quote(row['name'], safe='')}" for row in ask(f"/names.json?type={kind}")["rows"][:1]]
    for pair in ask("/network.json")["rows"][:2]:
        found.append(f"/pair?one={quote(pair['one']['name'])}&other={quote(pair['other']['name'])}")
    event = ask("/events.json")["rows"][0]
    quotation = ask("/quotations.json")["rows"][0]
    found += [f"/origin/{row['id'][:12]}" for story in ask("/stories.json")["rows"][:1] for row in story["members"][:1]]
    found += [f"/article/{row['article']['id'][:12]}" for row in (event, quotation)]
    found += [f"/record/{row['id'][:12]}" for row in (event, quotation)]
    found += [f"/record/{event['article']['id'][:12]}", f"/day/{ask('/day.json')['day']}"]
    return found
