"""Who may write: a token shown when the desk starts opens a session; every form of a session carries its own proof."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from starlette.requests import Request
from starlette.responses import Response

from dateline.errors import NotSignedIn
from dateline.web.settings import Settings

COOKIE = "dateline-desk"
LASTS_S = 14 * 24 * 3600
"""How long, in seconds, a browser stays signed in; a new start of the desk has a new token and ends it."""


def new_token() -> str:
    """A token that nobody guesses, short enough to be typed."""
    return secrets.token_urlsafe(16)


def opens(settings: Settings, token: str) -> bool:
    """Whether this is the token that was shown."""
    return not settings.readonly and hmac.compare_digest(token.strip().encode(), settings.token.encode())


def sign_in(response: Response, settings: Settings) -> None:
    """Starts a session in this browser."""
    name = secrets.token_urlsafe(12)
    value = f"{name}.{_sign(settings, 'session', name)}"
    response.set_cookie(COOKIE, value, max_age=LASTS_S, httponly=True, samesite="strict", path="/")


def sign_out(response: Response) -> None:
    """Ends the session of this browser."""
    response.delete_cookie(COOKIE, path="/")


def session(request: Request, settings: Settings) -> str | None:
    """The session of the request, or None where nobody is signed in."""
    name, _, signature = request.cookies.get(COOKIE, "").partition(".")
    if settings.readonly or not name or not _same(signature, _sign(settings, "session", name)):
        return None
    return name


def proof(request: Request, settings: Settings) -> str:
    """What a form of this session must carry; empty where nobody is signed in."""
    name = session(request, settings)
    return _sign(settings, "form", name) if name else ""


def check(request: Request, settings: Settings, given: object) -> None:
    """Raises NotSignedIn unless the request's session is open and the form carries its proof."""
    expected = proof(request, settings)
    if not expected or not isinstance(given, str) or not _same(given, expected):
        raise NotSignedIn()


def _sign(settings: Settings, purpose: str, name: str) -> str:
    return hmac.new(settings.token.encode(), f"{purpose}:{name}".encode(), hashlib.sha256).hexdigest()


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())
