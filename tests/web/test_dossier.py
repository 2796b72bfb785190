"""A dossier is one file: its rows lead to words inside it, and nothing in it is loaded from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline import cli, query
from dateline.chronicle import Chronicle, Selection
from dateline.gathering import gather
from dateline.gathering.identities import identity
from tests.chronicle.readings import HARBOUR, harbour
from tests.web.desks import SCRIPT, fill, hostile


def made(capsys: pytest.CaptureFixture[str], path: Path, identifier: str) -> str:
    assert cli.run(["dossier", identifier, "--in", str(path)]) == 0
    return capsys.readouterr().out


def check_whole(page: str) -> None:
    """Every link inside leads somewhere in the file, and nothing is loaded."""
    for anchor in re.findall(r'href="#([^"]*)"', page):
        assert page.count(f'id="{anchor}"') == 1, anchor
    assert not re.search(r"<(script|link|img|iframe)\b|url\(|@import|href=\"/", page)


def test_a_dossier_of_an_event_carries_its_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = fill(tmp_path / "c.db")
    with Chronicle.open(path) as chronicle:
        event = next(row for row in chronicle.events(query_all()).rows if row.type == "COERCE")
    page = made(capsys, path, event.id[:12])
    check_whole(page)
    assert "<mark>detained</mark>" in page and harbour().article.text_id in page
    assert re.sub(r"<[^>]+>", "", page).count(HARBOUR[:40]) == 1


def test_a_dossier_of_an_identity_carries_all_its_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = fill(tmp_path / "c.db")
    with Chronicle.open(path) as chronicle:
        gather(chronicle)
        row = next(row for row in chronicle.names(query_all()).rows if row.name == "Ben Okoro")
        who = identity(chronicle, row.entities[0])
    page = made(capsys, path, row.entities[0][:12])
    check_whole(page)
    assert page.count('class="evidence"') == who.articles
    assert "<h1>Ben Okoro</h1>" in page and "Talks number" in page


def test_a_script_in_an_article_is_text_in_a_dossier(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = made(capsys, fill(tmp_path / "c.db", hostile()), hostile().article.id[:12])
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page and 'href="javascript' not in page


def test_an_unknown_id_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["dossier", "ffffffff", "--in", str(fill(tmp_path / "c.db"))]) == 2
    assert "no record" in capsys.readouterr().err


def query_all() -> Selection:

    return query.select()
