"""Who articles name: listed, and each with a page of its own."""

from __future__ import annotations

import re
from pathlib import Path

from dateline.chronicle import Chronicle
from dateline.gathering import gather
from dateline.gathering.identities import identities
from tests.chronicle.readings import harbour
from tests.web.desks import FORM, SCRIPT, desk, fill, sign_in


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


def gathered(path: Path) -> Path:
    """The small chronicle with the harbour article twice, gathered."""
    fill(path, harbour(published="2026-03-06", outlet="The Other Post"))
    with Chronicle.open(path) as chronicle:
        gather(chronicle)
    return path


def of(path: Path, name: str) -> list[list[str]]:
    """The members of each identity of this name."""
    with Chronicle.open(path) as chronicle:
        return [[member.id for member in row.members] for row in identities(chronicle, name)]


def test_one_is_judged_to_be_two_and_taken_back(tmp_path: Path) -> None:
    path = gathered(tmp_path / "c.db")
    client = desk(path)
    proof = sign_in(client)
    ((one, other),) = of(path, "Peña")
    page = client.get(f"/who/{one}").text
    assert "Are these one?" in page and f'value="{other}"' in page
    send = {"proof": proof, "one": one, "other": other, "person": "Ada", "because": f"a namesake {SCRIPT}"}
    answer = client.post("/who", data={**send, "verdict": "split"}, headers=FORM)
    assert answer.status_code == 303 and answer.headers["location"] == f"/who/{one[:15]}#judged"
    assert sorted(of(path, "Peña")) == sorted([[one], [other]])
    page = client.get(answer.headers["location"]).text
    assert "are two" in page and "a namesake &lt;script&gt;" in page and SCRIPT not in page
    assert f'value="{other}"' in page and "This is also" in page
    last = re.search(r'name="last" value="(\d+)"', page)
    assert last
    client.post("/who", data={"proof": proof, "last": last[1], "verdict": "undo", "person": "Ada"}, headers=FORM)
    assert of(path, "Peña") == [[one, other]]
    assert "taken back by Ada" in client.get(f"/who/{one}").text


def test_two_are_judged_to_be_one_and_one_to_be_rightly_one(tmp_path: Path) -> None:
    path = gathered(tmp_path / "c.db")
    client = desk(path)
    ((one, other),) = of(path, "Peña")
    send = {"proof": sign_in(client), "one": one, "other": other, "person": "Ada"}
    for verdict, groups in (("confirm", 1), ("split", 2), ("merge", 1)):
        assert client.post("/who", data={**send, "verdict": verdict}, headers=FORM).status_code == 303
        assert len(of(path, "Peña")) == groups
    with Chronicle.open(path) as chronicle:
        assert [each.kind for each in chronicle.judgements.all()] == ["confirm", "split", "merge"]


def test_what_is_no_judgement_of_two_is_told(tmp_path: Path) -> None:
    path = gathered(tmp_path / "c.db")
    client = desk(path)
    ((one, other),) = of(path, "Peña")
    send = {"proof": sign_in(client), "one": one, "other": other, "person": "Ada", "verdict": "split"}
    for wrong in ({"verdict": "right"}, {"person": ""}, {"other": one}, {"verdict": "undo"}):
        assert client.post("/who", data={**send, **wrong}, headers=FORM).status_code == 400
    assert client.post("/who", data={**send, "other": "ffffffff"}, headers=FORM).status_code == 404
    reader = desk(path)
    assert "Are these one?" not in reader.get(f"/who/{one}").text
    assert desk(path, readonly=True).post("/who", data=send, headers=FORM).status_code == 403
    with Chronicle.open(path) as chronicle:
        assert chronicle.judgements.all() == []
