"""Who articles name: listed, and each with a page of its own."""

from __future__ import annotations

from pathlib import Path

from dateline.chronicle import Chronicle
from dateline.gathering import gather
from tests.chronicle.readings import harbour
from tests.web.desks import desk, fill


def test_nobody_is_gathered_before_gathering(tmp_path: Path) -> None:
    page = desk(fill(tmp_path / "c.db")).get("/who").text
    assert "dateline gather --in c.db" in page


def test_an_identity_has_its_names_roles_events_and_quotations(tmp_path: Path) -> None:
    path = fill(tmp_path / "c.db", harbour(published="2026-03-06", outlet="The Other Post"))
    with Chronicle.open(path) as chronicle:
        gather(chronicle)
    client = desk(path)
    rows = client.get("/who.json?type=PERSON").json()["rows"]
    leader = next(row for row in rows if row["name"] == "Óscar Peña")
    page = client.get(f"/who/{leader['id'][:12]}")
    assert page.status_code == 200
    assert "leader" in page.text and "visit" in page.text and "detained 12 strikers" in page.text
    told = client.get(f"/who/{leader['id'][:12]}.json").json()
    assert told["events"] == leader["articles"] and told["quotations"] == leader["articles"]
    assert f"/who/{leader['id'][:12]}" in client.get("/name/PERSON/Óscar Peña").text
    assert [row["name"] for row in client.get("/who.json?who=Maroş").json()["rows"]] == ["Ilka Maroş"]


def test_an_unknown_identity_is_told(tmp_path: Path) -> None:
    assert desk(fill(tmp_path / "c.db")).get("/who/ffffffff").status_code == 404
