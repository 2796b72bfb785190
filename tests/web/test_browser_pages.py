"""Every page of a gathered chronicle in a browser: no console error, no failed or outside request, nothing for axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.chronicle import Chronicle
from tests.conftest import ROOT
from tests.web.browsing import DESKTOP, PHONE, Watched, chromium, every_page, examples, real, served
from tests.web.desks import TOKEN

pytestmark = pytest.mark.slow
PICTURES = "DATELINE_PICTURES"
"""Where it is set, the pictures of the documentation are made anew."""

MOST_BYTES = 180_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from chromium()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return examples(tmp_path_factory.mktemp("demo") / "demo.db")


@pytest.fixture(scope="module")
def here(demo: Path) -> Iterator[str]:
    with served(demo) as address:
        yield address


def signed_in(browser: Any, here: str, **options: Any) -> tuple[Watched, list[str]]:
    """A tab that may judge, and the pages to open in it."""
    watched = Watched(browser, here, **options)
    watched.open(f"{here}/sign-in?token={TOKEN}")
    return watched, every_page(lambda address: watched.tab.request.get(here + address, timeout=300_000).json())


def look(browser: Any, here: str, **options: Any) -> None:
    """Opens every page; fails with everything that went wrong on any of them."""
    watched, pages = signed_in(browser, here, **options)
    faults = []
    for page in pages:
        watched.open(here + page)
        faults += [f"{page}: {fault}" for fault in watched.violations()]
        faults += [f"{page}: too wide"] if watched.too_wide() else []
    assert watched.wrong == []
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_of_the_examples(browser: Any, here: str, size: dict[str, int], scheme: str) -> None:
    look(browser, here, viewport=size, color_scheme=scheme)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_of_real_articles(browser: Any, size: dict[str, int], tmp_path: Path) -> None:
    with served(Path(shutil.copy(real(), tmp_path / "real.db"))) as address:
        look(browser, address, viewport=size)


def test_real_records_are_judged_by_keys(browser: Any, tmp_path: Path) -> None:
    path = Path(shutil.copy(real(), tmp_path / "real.db"))
    with served(path) as address:
        watched, _ = signed_in(browser, address, viewport=DESKTOP)
        watched.open(f"{address}/review")
        watched.tab.fill("#person", "Ada")
        for key in "rwrwr":
            watched.tab.locator("h1").click()
            with watched.tab.expect_navigation():
                watched.tab.keyboard.press(key)
        assert watched.wrong == []
    with Chronicle.open(path) as chronicle:
        assert [one.kind for one in chronicle.judgements.all()] == ["confirm", "correct"] * 2 + ["confirm"]


def test_an_article_pasted_over_the_examples_is_read_and_kept(browser: Any, demo: Path, tmp_path: Path) -> None:
    with served(Path(shutil.copy(demo, tmp_path / "c.db"))) as address:
        watched, _ = signed_in(browser, address, viewport=DESKTOP)
        watched.open(f"{address}/import")
        watched.tab.fill("#text", "date 2025-04-02\nPresident Danil Tarsh met Ilka Verro in Geneva on Tuesday.")
        watched.tab.click("button[value=read]")
        watched.tab.wait_for_selector(".notice")
        assert "met" in watched.tab.locator(".card-event").first.inner_text()
        assert watched.violations() == []
        watched.tab.click("button[value=keep]")
        watched.tab.wait_for_url("**/article/*")
        assert watched.tab.locator(".card-event .when").first.inner_text().startswith("1 Apr 2025")
        assert watched.wrong == []


def test_a_timeline_is_zoomed_without_a_wheel(browser: Any, here: str) -> None:
    watched = Watched(browser, here, viewport=DESKTOP)
    watched.open(f"{here}/timeline")
    shown = watched.tab.locator(".vis-text.vis-minor").all_inner_texts()
    watched.tab.get_by_role("button", name="Zoom in").click()
    watched.tab.wait_for_function(
        "was => [...document.querySelectorAll('.vis-text.vis-minor')].map(one => one.innerText).join() !== was",
        arg=",".join(shown),
    )
    watched.tab.get_by_role("button", name="Show all").click()
    assert watched.wrong == []


def test_filters_go_along_to_the_pictures(browser: Any, here: str) -> None:
    watched = Watched(browser, here, viewport=DESKTOP)
    watched.open(f"{here}/events")
    box = watched.tab.locator("input[name=type]").first
    chosen = box.input_value()
    box.check()
    watched.tab.wait_for_function(
        "chosen => document.querySelector('#within a[href^=\"/map\"]').href.includes('type=' + chosen)", arg=chosen
    )
    watched.tab.click("#within a[href^='/map']")
    watched.tab.wait_for_url(f"**/map?type={chosen}")
    assert watched.tab.is_checked(f"input[value={chosen}]")
    assert watched.wrong == []


SHOTS = {
    "day": "/day/2025-03-06",
    "article": "/article/{article}",
    "happening": "/happening/{happening}",
    "timeline": "/timeline?since=2025-03-03&until=2025-03-23",
    "review": "/review",
}


@pytest.mark.parametrize("name", SHOTS)
def test_the_pictures_of_the_documentation_show_the_examples(
    browser: Any, here: str, name: str, tmp_path: Path
) -> None:
    watched, pages = signed_in(browser, here, viewport={"width": 1040, "height": 640})
    found = {"happening": next(page for page in pages if page.startswith("/happening/")).rpartition("/")[2]}
    told = watched.tab.request.get(f"{here}/events.json?type=ASSAULT&text=bomb").json()["rows"]
    found["article"] = told[0]["article"]["id"][:12]
    watched.open(here + SHOTS[name].format(**found))
    made = ROOT / "docs" / "pictures" / f"desk-{name}.png" if os.environ.get(PICTURES) else tmp_path / "shot.png"
    watched.tab.screenshot(path=made)
    assert 5_000 < made.stat().st_size < MOST_BYTES
    assert watched.wrong == []
