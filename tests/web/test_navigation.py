"""The ways between pages: every listed page opens, belongs to one section, and hands its filters to its neighbours."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from starlette.testclient import TestClient

from dateline.web.navigation import SECTIONS, TOOLS, section_of, within
from tests.web.desks import desk, fill


def ways(client: TestClient, address: str) -> dict[str, str]:
    """The links to the pages beside this one, by what they are called."""
    found = re.search(r'<nav class="within".*?</nav>', client.get(address).text, re.S)
    assert found, address
    return {label: unescape(link) for link, label in re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)</a>', found[0])}


def test_every_page_of_every_section_opens_and_marks_its_section(tmp_path: Path) -> None:
    client = desk(fill(tmp_path / "c.db"))
    for section in (*SECTIONS, *TOOLS):
        for place in section.places:
            page = client.get(place.path)
            assert page.status_code == 200, place.path
            current = re.findall(r'<a href="([^"]*)" aria-current="(?:page|true)">', page.text)
            assert section.path in current, place.path


def test_a_page_belongs_to_one_section() -> None:
    roots = [root for section in (*SECTIONS, *TOOLS) for root in section.roots]
    assert len(roots) == len(set(roots))
    assert section_of("/happening/0123") is section_of("/stories") is not None
    assert section_of("/storyboard") is None and section_of("/article/0123") is None


def test_filters_of_events_go_along_from_list_to_picture(tmp_path: Path) -> None:
    client = desk(fill(tmp_path / "c.db"))
    found = ways(client, "/events?type=CONSULT&who=Peña&page=1&order=published")
    assert found["Map"] == "/map?type=CONSULT&who=Pe%C3%B1a"
    assert found["Times"] == "/times"
    assert client.get(found["Timeline"]).status_code == 200
    assert within("/times", [("type", "DATE")])[0].address == "/events"


def test_a_desk_that_only_shows_leads_nowhere_to_write(tmp_path: Path) -> None:
    page = desk(fill(tmp_path / "c.db"), readonly=True).get("/judgements").text
    assert "/review" not in page and 'class="within"' not in page
