"""The desk as a web application: every address, what stands before it, and how errors are told."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from dateline.errors import DatelineError, UnknownPage
from dateline.web.guard import Guard
from dateline.web.pages import (
    articles,
    days,
    expectations,
    firsts,
    happenings,
    identities,
    importing,
    listings,
    names,
    pictures,
    records,
    review,
    revisions,
    sameness,
    tellings,
)
from dateline.web.pages import session as session_pages
from dateline.web.settings import Settings
from dateline.web.site import Site


def create(settings: Settings) -> Starlette:
    """The application over one chronicle."""
    site = Site(settings)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        gc.freeze()  # what is loaded now stays: to look through it for rubbish would take a tenth of a second of a page
        yield
        gc.unfreeze()
        site.pool.close()

    def unknown(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 404:
            return site.failed(request, UnknownPage())
        return Response(str(error.detail), error.status_code, media_type="text/plain")

    app = Starlette(
        routes=routes(site),
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={DatelineError: site.failed, HTTPException: unknown},
        lifespan=life,
    )
    app.router.redirect_slashes = False
    return app


def routes(site: Site) -> list[BaseRoute]:
    """Every address of the desk."""
    folder = str(files("dateline.web").joinpath("static"))
    found: list[BaseRoute] = [Mount("/static", Kept(directory=folder), name="static")]
    pages = (
        days,
        articles,
        records,
        listings,
        names,
        identities,
        pictures,
        tellings,
        revisions,
        happenings,
        expectations,
        firsts,
        review,
    )
    for module in pages:
        for path, view in module.VIEWS.items():
            found += site.routes(path, view)
    found += session_pages.routes(site)
    if not site.settings.readonly:
        found += importing.routes(site)
        found += review.routes(site)
        found += sameness.routes(site)
    return [Route("/", days.home), *found]


class Kept(StaticFiles):
    """Files that never change under one address, so that a browser may keep them."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """A file, to be kept for a year."""
        response: Response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response
