"""Bringing articles in by the desk: what is pasted or dropped is read, seen, and kept when asked to."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.chronicle import Chronicle
from dateline.reading import Pipeline
from tests.chronicle.stages import Stub
from tests.web.desks import FORM, desk, fill, sign_in


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(Pipeline, "find", classmethod(lambda cls, **_: cls([Stub()])))
    return desk(fill(tmp_path / "c.db"))


def stored(client: TestClient) -> int:
    return int(client.get("/events.json").json()["total"])


def test_a_pasted_text_is_read_and_not_kept(client: TestClient) -> None:
    send = {"proof": sign_in(client), "action": "read", "text": "Ann Vale met them in 2026.\r\nThat was all."}
    page = client.post("/import", data=send, headers=FORM)
    assert page.status_code == 200
    assert "Not kept yet" in page.text and "m-event" in page.text and "Ann Vale" in page.text
    assert stored(client) == 7


def test_a_pasted_text_is_kept_exactly_once(client: TestClient) -> None:
    send = {"proof": sign_in(client), "action": "keep", "text": "Ann Vale met them in 2026.", "published": "2026-03-07"}
    address = client.post("/import", data=send, headers=FORM).headers["location"]
    assert client.get(f"{address}.json").json()["reading"]["article"]["text"] == "Ann Vale met them in 2026."
    assert client.post("/import", data=send, headers=FORM).headers["location"] == address
    assert stored(client) == 8


def test_dropped_files_are_kept_and_what_is_no_article_is_named(client: TestClient) -> None:
    rows = '{"text": "Ann Vale met Ben Ray.", "title": "One", "published": "2026-03-06"}\n{"text": ""}\n'
    sent = {"../../a.jsonl": rows.encode(), "b.txt": b"Cy Lee met Di Poe.", "c.png": b"\x89PNG\0\0"}
    files = [("files", part) for part in sent.items()]
    page = client.post("/import", data={"proof": sign_in(client), "action": "keep"}, files=files, headers=FORM).text
    assert "stored" in page and ">One</a>" in page and "blank" in page and "c.png" in page
    assert "/tmp" not in page
    assert stored(client) == 9


@pytest.mark.parametrize(
    ("send", "said"),
    [
        ({"text": " "}, "Paste a text"),
        ({"text": "Ann Vale met.", "published": "yesterday"}, "is not a date"),
        ({"text": "Ann\0Vale"}, "NUL"),
    ],
)
def test_what_cannot_be_taken_is_said_and_given_back(client: TestClient, send: dict[str, str], said: str) -> None:
    answer = client.post("/import", data={"proof": sign_in(client), "action": "read", **send}, headers=FORM)
    assert answer.status_code == 400 and said in answer.text
    assert send["text"].strip().replace("\0", "") in answer.text.replace("\0", "").replace("&lt;U+0000&gt;", "")


def test_a_chronicle_that_cannot_be_written_is_told_and_the_text_kept(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.chronicle.connect.WAIT_S", 0.1)
    proof = sign_in(client)
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        chronicle._connection.execute("BEGIN IMMEDIATE")
        answer = client.post("/import", data={"proof": proof, "action": "keep", "text": "Ann Vale met."}, headers=FORM)
    assert answer.status_code == 503 and "nother program is writing" in answer.text
    assert "Ann Vale met." in answer.text
