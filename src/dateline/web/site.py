"""One desk as it runs: its settings, its readers, and how a view becomes a page, JSON or CSV."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from threading import Lock
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dateline.errors import DatelineError
from dateline.reading import Pipeline
from dateline.web import session
from dateline.web.answers import Answer, as_csv, as_json, error_shape, status_of
from dateline.web.navigation import SECTIONS, TOOLS, Way, section_of, within
from dateline.web.pool import Pool, Reader
from dateline.web.render import environment
from dateline.web.settings import Settings

View = Callable[[Reader, Request], Answer]
"""What a page asks of the chronicle, as an answer in any form."""


class Site:
    """A desk over one chronicle."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.pool = settings, Pool(settings.path)
        self.writing = Lock()

    @cached_property
    def pipeline(self) -> Pipeline:
        """The stages that read what is imported, loaded when first needed."""
        return Pipeline.find()

    def routes(self, path: str, view: View) -> list[Route]:
        """The routes of a view: the page, `.json` and `.csv`."""
        return [Route(path + ending, self._endpoint(view, form)) for ending, form in FORM_ENDINGS.items()]

    def _endpoint(self, view: View, form: str) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            with self.pool.reader() as reader:
                return self.respond(view(reader, request), request, form)

        return answer

    def respond(self, answer: Answer, request: Request, form: str = "html") -> Response:
        """The answer in the form that was asked for."""
        if form == "json":
            return as_json(answer)
        if form == "csv":
            return as_csv(answer, request.url.path.strip("/").removesuffix(".csv").replace("/", "-") or "desk")
        return self.page(request, answer.template, answer.title, answer.status, **answer.shown)

    def page(self, request: Request, template: str, title: str, status: int = 200, **shown: Any) -> HTMLResponse:
        """A page of HTML."""
        proof = session.proof(request, self.settings)
        made = environment().get_template(template)
        html = made.render(
            title=title,
            here=request.url.path,
            search=request.url.query,
            sections=SECTIONS,
            tools=() if self.settings.readonly else TOOLS,
            section=section_of(request.url.path),
            within=self._within(request),
            chronicle=self.settings.path.name,
            readonly=self.settings.readonly,
            proof=proof,
            **shown,
        )
        return HTMLResponse(html, status)

    def _within(self, request: Request) -> tuple[Way, ...]:
        """The pages of the section that one is in; none where they are for writing and nothing may be written."""
        section = section_of(request.url.path)
        if self.settings.readonly and section in TOOLS:
            return ()
        return within(request.url.path, request.query_params.multi_items())

    def failed(self, request: Request, error: Exception) -> Response:
        """A DatelineError as a page or as JSON, in one sentence."""
        assert isinstance(error, DatelineError)
        status = status_of(error)
        if request.url.path.endswith((".json", ".csv")):
            return JSONResponse(error_shape(error), status)
        return self.page(request, "error.html", "Not found" if status == 404 else "Not possible", status, error=error)


FORM_ENDINGS = {".json": "json", ".csv": "csv", "": "html"}
