"""What the desk must withstand: scripts in articles, other sites, other hosts, too much at once, and SQL."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.chronicle import Chronicle
from dateline.gathering import gather
from dateline.reading import Pipeline
from dateline.web.app import create
from dateline.web.guard import allowed_host
from dateline.web.pages.importing import file_name
from dateline.web.params import ONE, SEVERAL
from dateline.web.settings import LOOPBACK, MOST_UPLOAD, Settings
from tests.chronicle.stages import Stub
from tests.web.desks import FORM, HERE, SCRIPT, TOKEN, desk, fill, hostile, sign_in

ADDRESSES = (
    "/day",
    "/events",
    "/quotations",
    "/times",
    "/expectations",
    "/firsts",
    "/names",
    "/search?words=alert",
    "/timeline",
    "/map",
    "/network",
    "/stories",
    "/happenings",
    "/utterances",
    "/who",
    "/judgements",
)
GATHERED = {"story": "stories", "happening": "happenings", "utterance": "utterances", "who": "who", "origin": "stories"}
"""Pages of a single group, each with the list whose rows lead there."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return fill(tmp_path / "c.db", hostile())


@pytest.fixture
def gathered(tmp_path: Path) -> Path:
    """A chronicle in which three outlets print the hostile article: a story, happenings, an utterance, an origin."""
    again = (hostile(outlet=f"{letter} {SCRIPT}", published=day) for letter, day in (("A", "2026-03-10"), ("B", None)))
    path = fill(tmp_path / "gathered.db", hostile(), *again)
    with Chronicle.open(path) as chronicle:
        gather(chronicle)
    return path


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pipeline, "find", classmethod(lambda cls, **_: cls([Stub()])))


def every_page(client: TestClient) -> list[str]:
    article = hostile().article.id[:12]
    events = client.get("/events.json").json()["rows"]
    records = [f"/record/{row['id'][:12]}" for row in events]
    return [*ADDRESSES, f"/article/{article}", f"/record/{article}", "/name/PERSON/Ben Okoro", *records]


def every_group(client: TestClient) -> list[str]:
    """The pages of the groups that the hostile articles are in."""
    listed = {kind: client.get(f"/{many}.json").json()["rows"] for kind, many in GATHERED.items()}
    return [f"/{kind}/{row['id'][:12]}" for kind, rows in listed.items() for row in rows]


def test_a_script_in_an_article_is_text_on_every_page(gathered: Path) -> None:
    client = desk(gathered)
    proof, shown = sign_in(client), 0
    event = client.get("/events.json").json()["rows"][0]["id"]
    judged = {"proof": proof, "record": event, "verdict": "wrong", "person": SCRIPT, "because": SCRIPT}
    assert client.post("/review", data=judged, headers=FORM).status_code == 303
    groups = every_group(client)
    assert {address.split("/")[1] for address in groups} == set(GATHERED)
    for address in (*every_page(client), *groups, "/review"):
        page = client.get(address)
        assert page.status_code == 200, address
        assert SCRIPT not in page.text, address
        assert not re.search(r'(href|src|action)="\s*(javascript|data):', page.text, re.I), address
        scripts = re.findall(r"<script([^>]*)>", page.text)
        assert all('src="/static/' in one or 'type="application/json"' in one for one in scripts), address
        shown += "&lt;script&gt;" in page.text or "\\u003cscript" in page.text
    assert shown > 16


def test_a_script_in_what_is_asked_for_is_text(path: Path) -> None:
    client = desk(path)
    for address in (
        "/search?words=",
        "/events?who=",
        "/events?text=",
        "/events?outlet=",
        "/pair?other=x&one=",
        "/day/",
    ):
        page = client.get(address + SCRIPT)
        assert SCRIPT not in page.text and page.status_code in (200, 400, 404), address
    assert SCRIPT not in client.get(f"/sign-in?token={SCRIPT}&next={SCRIPT}").text


def test_every_answer_says_what_it_may_load(path: Path) -> None:
    client = desk(path)
    for address in ("/day", "/nothing", "/static/desk/desk.css", "/events.json"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8472", "127.0.0.1.evil.example", "", "[::1", "0"])
def test_another_host_name_is_refused_on_every_address(path: Path, host: str) -> None:
    client = desk(path)
    for address in ("/day", "/static/desk/desk.css", "/events.json", "/sign-in"):
        assert client.get(address, headers={"host": host}).status_code == 421


def test_hosts_are_held_against_the_list() -> None:
    hosts = frozenset({"127.0.0.1", "[::1]", "desk.example"})
    assert all(
        allowed_host([one], hosts) for one in ("127.0.0.1", "127.0.0.1:1", "[::1]:80", "[::1]", "Desk.Example:9")
    )
    assert not any(
        allowed_host(one, hosts) for one in ([], ["127.0.0.1", "evil"], ["desk.example:x"], ["desk.example."])
    )


def test_a_form_of_another_site_is_refused(path: Path) -> None:
    client = desk(path)
    proof = sign_in(client)
    for headers in ({}, {"origin": "null"}, {"origin": "http://evil.example"}, {"origin": "http://127.0.0.1:9"}):
        answer = client.post("/import", data={"proof": proof, "text": "x"}, headers=headers)
        assert answer.status_code == 403 and "not sent from this desk" in answer.text


@pytest.mark.parametrize("address", ["/review", "/sign-out", "/import", "/who"])
def test_every_form_needs_its_origin_and_its_proof(path: Path, address: str) -> None:
    client = desk(path)
    proof = sign_in(client)
    event = client.get("/events.json").json()["rows"][0]["id"]
    send = {"record": event, "verdict": "right", "person": "Ada", "text": "x"}
    for given, headers in ((proof, {"origin": "http://evil.example"}), (proof, {}), ("0" * 64, FORM), ("", FORM)):
        assert client.post(address, data={**send, "proof": given}, headers=headers).status_code == 403
    with Chronicle.open(path) as chronicle:
        assert chronicle.judgements.all() == [] and chronicle.counts()["articles"] == 5
    assert "Sign out" in client.get("/day").text


def test_sql_in_a_judgement_is_a_value(path: Path) -> None:
    client = desk(path)
    proof = sign_in(client)
    event = client.get("/events.json").json()["rows"][0]["id"]
    for value in SQL:
        send = {"proof": proof, "record": event, "verdict": "wrong", "person": value[:90], "because": value}
        assert client.post("/review", data=send, headers=FORM).status_code in (303, 400)
        for wrong in ({"record": value}, {"layer": value}, {"verdict": value}, {"verdict": "fix", "field": value}):
            assert client.post("/review", data={**send, **wrong}, headers=FORM).status_code in (303, 400, 404)
        for asked in ({"after": value}, {"layer": value}, {"last": value}):
            assert client.get("/review", params=asked).status_code in (200, 400)
    with Chronicle.open(path) as chronicle:
        assert chronicle.counts()["events"] == 8


def test_writing_needs_the_session_and_its_proof(path: Path, stub: None) -> None:
    client = desk(path)
    send = {"text": "Ann Vale met them in 2026.", "action": "keep"}
    assert client.post("/import", data=send, headers=FORM).status_code == 403
    proof = sign_in(client)
    for wrong in ("", "0" * 64, proof[:-1], "é"):
        assert client.post("/import", data={**send, "proof": wrong}, headers=FORM).status_code == 403
    other = desk(path)
    sign_in(other)
    assert other.post("/import", data={**send, "proof": proof}, headers=FORM).status_code == 403
    with Chronicle.open(path) as chronicle:
        assert chronicle.counts()["articles"] == 5
    assert client.post("/import", data={**send, "proof": proof}, headers=FORM).status_code == 303


def test_a_wrong_token_opens_nothing(path: Path) -> None:
    client = desk(path)
    for token in ("", "x", TOKEN + "x", "é"):
        answer = client.post("/sign-in", data={"token": token}, headers=FORM)
        assert answer.status_code == 403 and "set-cookie" not in answer.headers
    cookie = client.get(f"/sign-in?token={TOKEN}").headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie


@pytest.mark.parametrize("goes", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(path: Path, goes: str) -> None:
    answer = desk(path).post("/sign-in", data={"token": TOKEN, "next": goes}, headers=FORM)
    assert answer.headers["location"] == "/"


def test_a_read_only_desk_has_nothing_to_write_with(path: Path) -> None:
    client = desk(path, readonly=True)
    page = client.get("/day").text
    assert "/import" not in page and "/sign-in" not in page
    for address in ("/import", "/sign-in", "/sign-out", "/review"):
        assert client.get(address).status_code == 404
        assert client.post(address, data={"token": TOKEN}, headers=FORM).status_code == 403


@pytest.mark.parametrize(
    "way",
    [
        "/static/../guard.py",
        "/static/%2e%2e/guard.py",
        "/static/..%2fguard.py",
        "/static/desk/..%2f..%2f..%2fguard.py",
        "/static//etc/passwd",
        "/static/desk/",
        "/day/..%2f..%2fetc%2fpasswd",
        "/article/../../etc/passwd",
        "/record/..%2f..%2fetc%2fpasswd",
        "/who/%2e%2e%2fguard.py",
        "/story/%00",
    ],
)
def test_no_way_leads_out_of_the_folder(path: Path, way: str) -> None:
    answer = desk(path).get(way)
    assert answer.status_code in (400, 404) and "Stands before" not in answer.text and "root:" not in answer.text


def test_file_names_keep_no_way() -> None:
    assert file_name("../../etc/passwd") == "passwd"
    assert file_name("C:\\x\\..\\a<b>.txt") == "a_b_.txt"
    assert file_name("...") == "file" and file_name("") == "file" and file_name("\0/..") == "file"
    assert len(file_name("x" * 500 + ".txt")) == 100


def test_a_hundred_megabytes_are_refused_before_they_are_read(path: Path) -> None:
    client = desk(path)
    proof = sign_in(client)
    hundred = b"x" * (100 * 1024 * 1024)
    answer = client.post("/import", data={"proof": proof}, files={"files": ("a.txt", hundred)}, headers=FORM)
    assert answer.status_code == 413 and "dateline add" in answer.text


def test_a_body_that_lies_about_its_length_is_cut_off(path: Path) -> None:
    taken = 0

    def body() -> object:
        nonlocal taken
        for _ in range(200):
            taken += 1024 * 1024
            yield b"x" * 1024 * 1024

    app = create(Settings(path, TOKEN, LOOPBACK))
    client = TestClient(app, base_url=HERE)
    headers = {**FORM, "content-type": "application/x-www-form-urlencoded"}
    answer = client.post("/import", content=body(), headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 413


def test_ten_thousand_facets_are_too_many(path: Path) -> None:
    client = desk(path)
    assert client.get("/events?" + "&".join(["act=x"] * 10_000)).status_code == 414
    answer = client.get("/events?" + "&".join(["type=A"] * 61))
    assert answer.status_code == 400 and "too many" in answer.text
    assert client.get("/events?text=" + "a" * 401).status_code == 400


SQL = (
    "'; DROP TABLE events; --",
    '" OR 1=1 --',
    "x' UNION SELECT text FROM articles --",
    "a\0b",
    "%",
    "*",
    '"',
    "NEAR(",
)
PARAMETERS = [*SEVERAL, *ONE, "one", "other"]


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_sql_in_a_parameter_is_a_value(path: Path, parameter: str) -> None:
    client = desk(path)
    views = ("events", "quotations", "times", "names", "search", "timeline", "map", "network", "pair", "who", "stories")
    for view in (*views, "happenings", "utterances", "judgements"):
        for value in SQL:
            asked = {parameter: value} | ({"words": "met"} if view == "search" and parameter != "words" else {})
            answer = client.get(f"/{view}.json", params=asked)
            assert answer.status_code in (200, 400), (view, parameter, value, answer.text)
            assert "SQL" not in answer.text and "sqlite" not in answer.text.lower()
    for value in SQL:
        for way in ("/day/", "/article/", "/record/", "/name/PERSON/", "/name/", *(f"/{kind}/" for kind in GATHERED)):
            assert client.get(way + value.replace("%", "%25").replace("\0", "%00")).status_code in (400, 404)
    with Chronicle.open(path) as chronicle:
        assert chronicle.counts()["events"] == 8


def test_cells_that_a_spreadsheet_would_run_are_harmless(tmp_path: Path, stub: None) -> None:
    path = fill(tmp_path / "c.db")
    client = desk(path)
    proof = sign_in(client)
    send = {
        "proof": proof,
        "action": "keep",
        "text": "Ann Vale met them.",
        "title": "=HYPERLINK(0)",
        "outlet": "@SUM(1)",
    }
    assert client.post("/import", data=send, headers=FORM).status_code == 303
    for view in ("events", "search"):
        table = client.get(f"/{view}.csv?words=vale").text
        assert "'=HYPERLINK" in table and "'@SUM" in table


def test_the_largest_body_is_bounded() -> None:
    assert MOST_UPLOAD <= 32 * 1024 * 1024
