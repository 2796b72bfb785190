"""Bringing articles in: text that is pasted, or files that are dropped; the reading is seen at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.chronicle import Chronicle
from dateline.chronicle.opened import OpenArticle, open_article
from dateline.errors import BadOption, DatelineError, SourceError
from dateline.model import Article, Reading
from dateline.sources import Given, articles, make_article
from dateline.sources.dates import published_date
from dateline.web import session
from dateline.web.answers import status_of
from dateline.web.pages.articles import first_words
from dateline.web.pages.articles import shown as article_shown
from dateline.web.settings import MOST_UPLOAD
from dateline.web.site import Site

MOST_FILES = 50
MOST_ARTICLES = 50
"""How many articles are read in one go; a browser waits for them."""

SEE_OTHER = 303
UNSAFE = re.compile(r"[^\w.\- ]+")
FIELDS = ("text", "title", "outlet", "published", "url")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article of an import: "stored", "read again", "already there", or why it was refused."""

    name: str
    said: str
    article: str | None = None


def routes(site: Site) -> list[Route]:
    """The addresses of the import."""

    def form(request: Request) -> Response:
        return site.page(request, "import.html", "Import", given={}, problem=None, outcomes=[], left=0)

    async def sent(request: Request) -> Response:
        fields = await request.form(max_files=MOST_FILES, max_fields=20, max_part_size=MOST_UPLOAD)
        session.check(request, site.settings, fields.get("proof"))
        uploads = [part for part in fields.getlist("files") if isinstance(part, UploadFile) and part.filename]
        files = [(str(part.filename), await part.read()) for part in uploads]
        return await run_in_threadpool(_import, site, request, fields, files)

    return [Route("/import", form, methods=["GET"]), Route("/import", sent, methods=["POST"])]


def _import(site: Site, request: Request, fields: FormData, files: list[tuple[str, bytes]]) -> Response:
    given = {name: str(fields.get(name) or "").strip() for name in FIELDS}
    given["text"] = str(fields.get("text") or "").replace("\r\n", "\n")
    try:
        if not files and not given["text"].strip():
            raise BadOption("paste a text or choose a file first")
        if given["published"] and not published_date(given["published"]).day:
            raise BadOption(f"{given['published'][:40]!r} is not a date: write it as 2026-03-05")
        if not files and fields.get("action") == "read":
            return _preview(site, request, given)
        return _keep(site, request, given, files)
    except DatelineError as error:
        shown = {"given": given, "problem": error.message, "outcomes": [], "left": 0}
        return site.page(request, "import.html", "Import", status_of(error), **shown)


def pasted(given: dict[str, str]) -> Article:
    """The article that a pasted text is, exactly as it was pasted."""
    title, outlet, published, url = (given[name] or None for name in ("title", "outlet", "published", "url"))
    return make_article(given["text"], published=published, title=title, url=url, outlet=outlet)


def _preview(site: Site, request: Request, given: dict[str, str]) -> Response:
    with site.writing:
        reading = site.pipeline.read(pasted(given))
    opened = laid_open(reading)
    headline = opened.article.title or first_words(opened.text)
    shown: dict[str, Any] = article_shown(opened) | {"headline": headline, "given": given}
    return site.page(request, "preview.html", f"Reading: {headline}", **shown)


def laid_open(reading: Reading) -> OpenArticle:
    """A reading as an article's page shows it, without keeping it."""
    with TemporaryDirectory(prefix="dateline-") as folder, Chronicle.open(Path(folder) / "one.db") as chronicle:
        chronicle.add(reading)
        opened = open_article(chronicle, reading.article.id)
    assert opened is not None
    return opened


def _keep(site: Site, request: Request, given: dict[str, str], files: list[tuple[str, bytes]]) -> Response:
    if not files:
        article = pasted(given)
        _store(site, article)
        return RedirectResponse(f"/article/{article.id[:12]}", SEE_OTHER)
    outcomes: list[Outcome] = []
    left = 0
    for name, item in _articles(files, Given(published=given["published"] or None, outlet=given["outlet"] or None)):
        if len(outcomes) >= MOST_ARTICLES:
            left += 1
        elif isinstance(item, SourceError):
            outcomes.append(Outcome(name, item.message))
        else:
            outcomes.append(Outcome(item.title or first_words(item.text), _store(site, item), item.id))
    return site.page(request, "import.html", "Import", given={}, problem=None, outcomes=outcomes, left=left)


def _store(site: Site, article: Article) -> str:
    with site.writing:
        reading = site.pipeline.read(article)
        with Chronicle.open(site.settings.path, create=False) as chronicle:
            return chronicle.add(reading)


def _articles(files: list[tuple[str, bytes]], given: Given) -> Iterator[tuple[str, Article | SourceError]]:
    """The articles of files that were sent, by the sources that read files; each file in a folder of its own."""
    with TemporaryDirectory(prefix="dateline-") as folder:
        for at, (name, data) in enumerate(files):
            path = Path(folder) / str(at) / file_name(name)
            path.parent.mkdir()
            path.write_bytes(data)
            for item in articles([str(path)], given):
                if isinstance(item, SourceError):
                    item.message = item.message.replace(str(path), path.name)
                yield path.name, item


def file_name(given: str) -> str:
    """A file's name without its way and without what no file is called."""
    name = UNSAFE.sub("_", given.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")[-100:]
    return name or "file"
