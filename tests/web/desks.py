"""A desk over a small chronicle of invented articles, for tests that ask it for pages."""

from __future__ import annotations

import re
from pathlib import Path

from starlette.testclient import TestClient

from dateline.chronicle import Chronicle
from dateline.model import Reading
from dateline.web.app import create
from dateline.web.settings import LOOPBACK, Settings
from tests.chronicle.readings import Maker, article, harbour, plain

TOKEN = "the-token"
HERE = "http://127.0.0.1:8472"
FORM = {"origin": HERE}
SCRIPT = "<script>alert(1)</script>"


def fill(path: Path, *more: Reading) -> Path:
    """A chronicle of the harbour article and three short ones."""
    with Chronicle.open(path) as chronicle:
        for reading in (harbour(), *(plain(number) for number in range(3)), *more):
            chronicle.add(reading)
    return path


def desk(path: Path, *, readonly: bool = False) -> TestClient:
    """A browser before the desk over this chronicle."""
    app = create(Settings(path, TOKEN, LOOPBACK, readonly))
    return TestClient(app, base_url=HERE, follow_redirects=False)


def sign_in(client: TestClient) -> str:
    """Signs the browser in; gives the proof that its forms carry."""
    answer = client.post("/sign-in", data={"token": TOKEN}, headers=FORM)
    assert answer.status_code == 303
    found = re.search(r'name="proof" value="([0-9a-f]{64})"', client.get("/import").text)
    assert found
    return found[1]


def hostile(outlet: str = f"Post {SCRIPT}", published: str | None = "2026-03-09") -> Reading:
    """An article with a script wherever a string of the outside world can stand."""
    text = f"Mayor Ann {SCRIPT} met Ben Okoro in Lund on 3 March. “We {SCRIPT} won,” Okoro said."
    made = Maker(
        article(
            text,
            outlet=outlet,
            title=f"Title {SCRIPT}",
            url=f"javascript:alert(1)//{outlet}",
            published=published,
            ref=SCRIPT,
        )
    )
    mayor = made.entity(f"Ann {SCRIPT}", "PERSON", (f"Ann {SCRIPT}", 1, "name"), roles=("Mayor",))
    other = made.entity("Ben Okoro", "PERSON", ("Ben Okoro", 1, "name"), ("Okoro", 2, "name"))
    met = made.time("3 March", "2026-03-03", "2026-03-03", "2026-03-03")
    made.quotation((f"We {SCRIPT} won,",), made.reference("Okoro", other, 2), "said")
    made.event("CONSULT", "met", (made.party(f"Ann {SCRIPT}", mayor),), (made.party("Ben Okoro", other),), time=met)
    return made.reading()
