"""The desk in a browser over a chronicle that is not gathered: empty pages, filters, keys, reading without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.chronicle import Chronicle
from dateline.reading import Pipeline
from tests.chronicle.stages import Stub
from tests.web.browsing import DESKTOP, PHONE, Watched, chromium, served
from tests.web.desks import TOKEN, fill

pytestmark = pytest.mark.slow
PAGES = (
    "/day",
    "/day/2026-03-02",
    "/events",
    "/events?type=CONSULT",
    "/quotations?act=all",
    "/times",
    "/names",
    "/search",
    "/search?words=harbour",
    "/name/PERSON/Ben Okoro",
    "/pair?one=Ann Vale1&other=Ben Okoro",
    "/timeline",
    "/map",
    "/network",
    "/import",
    "/stories",
    "/happenings",
    "/expectations",
    "/utterances",
    "/who",
    "/judgements",
    "/review",
    "/nothing",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from chromium()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a running desk over a small chronicle that is not gathered."""
    monkeypatch.setattr(Pipeline, "find", classmethod(lambda cls, **_: cls([Stub()])))
    with served(fill(tmp_path / "c.db")) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_quiet_and_open_to_all(browser: Any, here: str, scheme: str) -> None:
    watched = Watched(browser, here, color_scheme=scheme, viewport=DESKTOP, bypass_csp=False)
    watched.open(f"{here}/sign-in?token={TOKEN}")
    article = watched.tab.request.get(f"{here}/events.json").json()["rows"][0]["article"]["id"][:12]
    faults = []
    for page in (*PAGES, f"/article/{article}", f"/record/{article}"):
        watched.open(here + page)
        faults += [f"{page}: {fault}" for fault in watched.violations()]
    assert watched.wrong == []
    assert faults == []


def test_every_page_fits_a_phone(browser: Any, here: str) -> None:
    watched = Watched(browser, here, viewport=PHONE)
    watched.open(f"{here}/sign-in?token={TOKEN}")
    wide = []
    for page in PAGES:
        watched.open(here + page)
        if watched.too_wide():
            wide.append(page)
    assert watched.wrong == [] and wide == []


def test_words_and_record_light_up_together(browser: Any, here: str) -> None:
    watched = Watched(browser, here, viewport=DESKTOP)
    watched.open(f"{here}/events?type=COERCE")
    watched.tab.click(".rows .did")
    card = watched.tab.locator(".card-event", has_text="detained")
    card.hover()
    assert watched.tab.locator(".text .lit").inner_text() == "detained"
    watched.tab.locator(".text .m-event", has_text="detained").hover()
    assert "lit" in (card.get_attribute("class") or "")
    watched.tab.uncheck("#layer-event")
    assert watched.tab.locator("[data-reader]").get_attribute("class") == "reader no-event"
    assert watched.wrong == []


def test_filters_change_the_list_in_place(browser: Any, here: str) -> None:
    watched = Watched(browser, here, viewport=DESKTOP)
    watched.open(f"{here}/events")
    assert watched.tab.locator(".rows > li").count() == 7
    watched.tab.check("input[value=COERCE]")
    watched.tab.wait_for_function("() => document.querySelectorAll('.rows > li').length === 1")
    assert "type=COERCE" in watched.tab.url
    assert watched.wrong == []


def test_a_page_reads_without_script(browser: Any, here: str) -> None:
    watched = Watched(browser, here, viewport=DESKTOP, java_script_enabled=False)
    watched.tab.goto(f"{here}/events?type=COERCE")
    watched.tab.click(".rows .did")
    assert watched.tab.locator(".text").inner_text().startswith("Prime Minister Ilka Maroş")
    watched.tab.click(".card-event .did >> nth=0")
    assert "#w-" in watched.tab.url
    watched.tab.goto(f"{here}/events")
    watched.tab.check("input[value=COERCE]")
    watched.tab.click(".facets button")
    assert watched.tab.locator(".rows > li").count() == 1


def test_records_are_judged_by_keys(browser: Any, here: str, tmp_path: Path) -> None:
    watched = Watched(browser, here, viewport=DESKTOP)
    watched.open(f"{here}/sign-in?token={TOKEN}&next=/review")
    watched.tab.fill("#person", "Ada")
    seen = []
    for key in "rw":
        seen.append(watched.tab.locator("[name=record]").input_value())
        watched.tab.locator("h1").click()
        with watched.tab.expect_navigation():
            watched.tab.keyboard.press(key)
    with watched.tab.expect_navigation():
        watched.tab.keyboard.press("u")
    assert watched.tab.locator("[name=record]").input_value() == seen[1]
    watched.tab.keyboard.press("f")
    assert watched.tab.evaluate("document.activeElement.id") == "field"
    watched.tab.fill("#value", "THREATEN")
    with watched.tab.expect_navigation():
        watched.tab.keyboard.press("Enter")
    assert watched.wrong == []
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        judged = chronicle.judgements.all()
    assert [one.targets[0].record for one in judged if not one.undone_by] == [seen[0], seen[1]] or len(judged) == 3


def test_an_article_is_pasted_read_and_kept(browser: Any, here: str, tmp_path: Path) -> None:
    watched = Watched(browser, here, viewport=DESKTOP)
    watched.open(f"{here}/sign-in?token={TOKEN}&next=/import")
    watched.tab.fill("#text", "Ann Vale met them in 2026.")
    watched.tab.click("button[value=read]")
    assert watched.tab.locator(".notice").inner_text().startswith("Not kept yet")
    watched.tab.click("button[value=keep]")
    watched.tab.wait_for_url("**/article/*")
    watched.tab.goto(f"{here}/import")
    watched.tab.set_input_files(
        "#files", [{"name": "a.txt", "mimeType": "text/plain", "buffer": b"Cy Lee met Di Poe."}]
    )
    watched.tab.click("button[value=keep]")
    assert "stored" in watched.tab.locator(".outcomes").inner_text()
    assert watched.wrong == []
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        assert chronicle.counts()["articles"] == 6
