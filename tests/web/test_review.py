"""The review queue: judgements are stored with name, day and reason, undone, and lead from record to record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.chronicle import Chronicle
from tests.web.desks import FORM, SCRIPT, desk, fill, sign_in


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return fill(tmp_path / "c.db")


def shown(page: str) -> str:
    found = re.search(r'name="record" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def judge(client: TestClient, proof: str, record: str, verdict: str, **more: str) -> str:
    send = {"proof": proof, "record": record, "verdict": verdict, "person": "Ada", "layer": "events", **more}
    answer = client.post("/review", data=send, headers=FORM)
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["location"]).text


def test_every_record_comes_once_and_is_stored(path: Path) -> None:
    client = desk(path)
    proof, page, seen = sign_in(client), client.get("/review").text, []
    while 'name="record"' in page:
        seen.append(shown(page))
        page = judge(client, proof, seen[-1], "right" if len(seen) % 2 else "wrong", because="as printed")
    assert len(seen) == len(set(seen)) == 7 and "That was the last one" in page
    with Chronicle.open(path) as chronicle:
        stored = chronicle.judgements.all()
    assert [each.targets[0].record for each in stored] == seen
    assert {each.person for each in stored} == {"Ada"} and {each.because for each in stored} == {"as printed"}
    assert "4 of 7 right" in client.get("/review?layer=quotations").text


def test_a_field_is_set_right_and_undone(path: Path) -> None:
    client = desk(path)
    proof, first = sign_in(client), shown(client.get("/review").text)
    page = judge(client, proof, first, "fix", field="type", value="THREATEN")
    last = re.search(r'name="last" value="(\d+)"', page)
    assert last
    judged = client.get("/judgements").text
    assert "THREATEN" in judged and "Ada" in judged
    page = judge(client, proof, shown(page), "undo", last=last[1])
    assert shown(page) == first
    assert client.get("/judgements.json").json()["rows"][0]["undone_by"] == "Ada"


def test_what_makes_no_judgement_is_told(path: Path) -> None:
    client = desk(path)
    proof, first = sign_in(client), shown(client.get("/review").text)
    send = {"proof": proof, "record": first, "person": "Ada", "verdict": "right"}
    for wrong in ({"verdict": "maybe"}, {"person": ""}, {"verdict": "undo"}, {"verdict": "fix", "field": "nothing"}):
        assert client.post("/review", data={**send, **wrong}, headers=FORM).status_code == 400
    assert client.post("/review", data={**send, "record": "ffffffff"}, headers=FORM).status_code == 404
    assert client.post("/review", data={**send, "proof": ""}, headers=FORM).status_code == 403
    assert client.post("/review", data=send).status_code == 403
    assert client.get("/judgements.json").json()["total"] == 0


def test_a_script_in_a_reason_or_a_name_is_text(path: Path) -> None:
    client = desk(path)
    proof, first = sign_in(client), shown(client.get("/review").text)
    page = judge(client, proof, first, "wrong", because=SCRIPT, person=f"Ada {SCRIPT}")
    assert SCRIPT not in page
    judged = client.get("/judgements").text
    assert SCRIPT not in judged and judged.count("&lt;script&gt;") == 2


def test_nobody_judges_without_signing_in(path: Path) -> None:
    page = desk(path).get("/review").text
    assert 'name="record"' not in page and "/sign-in?next=/review" in page


def test_a_record_is_judged_and_taken_back_on_its_own_page(path: Path) -> None:
    client = desk(path)
    proof, first = sign_in(client), shown(client.get("/review").text)
    page = client.get(f"/record/{first[:12]}").text
    assert "Is this what the words say?" in page and "Undo" not in page
    assert re.search(r'<datalist id="values-type">.*<option value="COERCE">', page)
    send = {"proof": proof, "record": first, "layer": "events", "person": "Ada", "back": "record"}
    answer = client.post(
        "/review", data={**send, "verdict": "fix", "field": "reality", "value": "negated"}, headers=FORM
    )
    assert answer.headers["location"] == f"/record/{first[:12]}#judged"
    page = client.get(f"/record/{first[:12]}").text
    assert "reality is negated, not" in page and "judged at the desk" in page
    last = re.search(r'name="last" value="(\d+)"', page)
    assert last
    client.post("/review", data={**send, "verdict": "undo", "last": last[1]}, headers=FORM)
    page = client.get(f"/record/{first[:12]}").text
    assert "taken back by Ada" in page and "Undo" not in page


def test_whoever_only_reads_sees_judgements_and_no_form(path: Path) -> None:
    client = desk(path)
    proof, first = sign_in(client), shown(client.get("/review").text)
    judge(client, proof, first, "wrong", because="as printed")
    page = desk(path).get(f"/record/{first[:12]}").text
    assert "as printed" in page and '<form action="/review"' not in page


def test_a_judgement_leads_nowhere_else(path: Path) -> None:
    client = desk(path)
    proof, first = sign_in(client), shown(client.get("/review").text)
    send = {"proof": proof, "record": first, "person": "Ada", "verdict": "right", "back": "//evil.example"}
    assert client.post("/review", data=send, headers=FORM).headers["location"].startswith("/review?")
