"""Signing in with the token that the desk shows when it starts, and signing out."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.web import session
from dateline.web.site import Site

SEE_OTHER = 303


def routes(site: Site) -> list[Route]:
    """The addresses of the session; none where nothing may be written."""
    if site.settings.readonly:
        return []

    def form(request: Request) -> Response:
        given = request.query_params.get("token")
        if given is not None:
            return _opened(request, given, request.query_params.get("next"))
        return site.page(
            request, "sign_in.html", "Sign in", problem=None, goes=_inside(request.query_params.get("next"))
        )

    async def sent(request: Request) -> Response:
        fields = await request.form(max_files=0, max_fields=5)
        return await run_in_threadpool(_opened, request, str(fields.get("token", "")), str(fields.get("next", "")))

    def _opened(request: Request, token: str, goes: str | None) -> Response:
        if not session.opens(site.settings, token):
            problem = "This is not the token that this desk showed when it was started."
            return site.page(request, "sign_in.html", "Sign in", 403, problem=problem, goes=_inside(goes))
        response = RedirectResponse(_inside(goes), SEE_OTHER)
        session.sign_in(response, site.settings)
        return response

    async def leave(request: Request) -> Response:
        fields = await request.form(max_files=0, max_fields=5)
        session.check(request, site.settings, fields.get("proof"))
        response = RedirectResponse("/", SEE_OTHER)
        session.sign_out(response)
        return response

    return [
        Route("/sign-in", form, methods=["GET"]),
        Route("/sign-in", sent, methods=["POST"]),
        Route("/sign-out", leave, methods=["POST"]),
    ]


def _inside(goes: str | None) -> str:
    """An address of this desk; the first page for any other."""
    parts = urlsplit(goes or "/")
    plain = goes and goes.startswith("/") and not goes.startswith("//") and "\\" not in goes and goes.isprintable()
    return str(goes) if plain and not parts.netloc and not parts.scheme else "/"
