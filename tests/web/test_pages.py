"""Every page: that it answers in all its forms, and that its rows lead to their words."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.chronicle import Chronicle
from tests.chronicle.readings import HARBOUR, harbour
from tests.gather.test_expectations import CASES as EXPECTED
from tests.gather.test_expectations import filled
from tests.gather.test_firsts import CASES, held, readings
from tests.gather.test_revisions import case_named, stored
from tests.web.desks import desk, fill

PAGES = (
    "/day",
    "/day/2026-03-05",
    "/events",
    "/events?type=CONSULT&reality=actual&who=Peña",
    "/quotations",
    "/quotations?act=all&stance=promises",
    "/times",
    "/names",
    "/search?words=harbour",
    "/name/PERSON/Óscar Peña",
    "/pair?one=Ann Vale1&other=Ben Okoro",
    "/timeline",
    "/map",
    "/network",
    "/firsts",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return desk(fill(tmp_path_factory.mktemp("desk") / "c.db"))


def with_ending(address: str, ending: str) -> str:
    path, mark, asked = address.partition("?")
    return path + ending + mark + asked


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_the_same_rows_as_html_json_and_csv(client: TestClient, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200 and page.text.count("<h1") == 1
    told = client.get(with_ending(address, ".json")).json()
    table = client.get(with_ending(address, ".csv"))
    assert table.headers["content-type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(table.text)))
    if told["rows"]:
        assert len(lines) == len(told["rows"]) + 1


def test_every_row_opens_its_words(client: TestClient) -> None:
    for address in ("/events", "/quotations?act=all", "/times"):
        page = client.get(address).text
        links = set(re.findall(r'class="did" href="(/article/[0-9a-f]+)#(w-[0-9a-f]+)"', page))
        assert links
        for article, anchor in links:
            assert f'id="{anchor}"' in client.get(article).text


def test_the_text_of_an_article_is_shown_whole_and_in_order(client: TestClient) -> None:
    reading = harbour()
    page = client.get(f"/article/{reading.article.id[:12]}").text
    text = re.search(r'<div class="text".*?</div>', page, re.S)
    assert text
    assert unescape(re.sub(r"<[^>]+>", "", text[0])).strip() == HARBOUR
    for layer in ("event", "said", "name", "time", "place", "cue"):
        assert f"m-{layer}" in text[0], layer


def test_words_and_record_lead_to_each_other(client: TestClient) -> None:
    page = client.get(f"/article/{harbour().article.id[:12]}").text
    for anchor in re.findall(r'href="#((?:w|r)-[0-9a-f]+)"', page):
        assert page.count(f'id="{anchor}"') == 1, anchor


def test_the_latest_day_is_where_the_desk_begins(client: TestClient) -> None:
    assert client.get("/").headers["location"] == "/day"
    page = client.get("/day").text
    assert "Thursday 5 March 2026" in page
    told = client.get("/day.json").json()
    assert told["day"] == "2026-03-05"
    assert {"event", "expected", "quotation"} == {row["kind"] for row in told["rows"]}


def test_an_open_time_is_not_made_precise(client: TestClient) -> None:
    page = client.get("/events").text
    assert "by 31 May 2026" in page and "no date told" in page
    assert ">2027<" in page.replace("\n", "")


def test_a_record_tells_every_field(client: TestClient) -> None:
    event = next(row for row in client.get("/events.json").json()["rows"] if row["type"] == "COERCE")
    page = client.get(f"/record/{event['id'][:12]}").text
    assert "quantities[0]" in page and "<mark>detained</mark>" in page
    assert "still has the SHA-256" in page


def test_facets_count_and_narrow(client: TestClient) -> None:
    page = client.get("/events").text
    assert re.search(r'value="CONSULT"> <span>consult</span> <small>5</small>', page)
    only = client.get("/events.json?type=COERCE").json()
    assert only["total"] == 1
    again = client.get("/events?type=COERCE").text
    assert re.search(r'value="COERCE" checked> <span>coerce</span> <small>1</small>', again)
    assert re.search(r'value="CONSULT"> <span>consult</span> <small>5</small>', again)


def test_a_name_says_what_is_said_and_done_under_it(client: TestClient) -> None:
    told = client.get("/name/PERSON/Óscar Peña.json").json()
    assert told["events"] == 1 and told["quotations"] == 1
    page = client.get("/name/PERSON/Óscar Peña").text
    assert "leader" in page and "Tarsk" in page and "is not claimed" in page


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nothing", 404, "no such page"),
        ("/article/ffffffffffff", 404, "no record and no article"),
        ("/record/zz", 404, "is not an id"),
        ("/name/PERSON/Nobody At All", 404, "is named"),
        ("/day/2026-02-30", 400, "is not a day"),
        ("/events?since=yesterday", 400, "is not a day"),
        ("/events?page=0", 400, "is not a page"),
        ("/events?outlet=None Such", 400, "no article of this chronicle"),
        ("/pair?one=Ann", 400, "takes two names"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_sentence(
    client: TestClient, address: str, status: int, said: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert said in unescape(answer.text).lower() and "Traceback" not in answer.text
    told = client.get(with_ending(address, ".json"))
    assert told.status_code == status and said in told.json()["error"]["message"].lower()


def test_an_empty_chronicle_says_how_to_begin(tmp_path: Path) -> None:
    Chronicle.open(tmp_path / "c.db").close()
    client = desk(tmp_path / "c.db")
    assert "Paste a text or drop a file" in client.get("/day").text
    assert "dateline add FILE" in desk(tmp_path / "c.db", readonly=True).get("/day").text
    for address in ("/events", "/quotations", "/times", "/names", "/timeline", "/map", "/network", "/search?words=a"):
        assert client.get(address).status_code == 200


def test_articles_without_a_date_have_no_day(tmp_path: Path) -> None:
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        chronicle.add(harbour(published=None))
    assert "No article here has a date" in desk(tmp_path / "c.db").get("/day").text


def test_what_is_added_while_the_desk_is_open_is_seen(tmp_path: Path) -> None:
    path = fill(tmp_path / "c.db")
    client = desk(path)
    assert client.get("/events.json").json()["total"] == 7
    assert "2026-04-01" not in client.get("/day").text
    with Chronicle.open(path) as chronicle:
        chronicle.add(harbour(published="2026-04-01", outlet="The Other Post"))
    assert client.get("/events.json").json()["total"] == 11
    assert "Wednesday 1 April 2026" in client.get("/day").text


def test_a_first_is_shown_with_the_record_that_says_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    held(path, readings(CASES[0]))
    client = desk(path)
    (row,) = client.get("/firsts.json?status=contradicted").json()["rows"]
    assert row["contrary"][0]["article"]["outlet"] == "Echo"
    page = client.get("/firsts").text
    assert "Ola Berg visited Tarsk on Friday." in page and 'href="/firsts?status=contradicted"' in page
    assert client.get("/firsts.json?status=consistent").json()["total"] == 0
    assert client.get("/firsts.csv").text.startswith("status,reason,kind,rank,whose,by,claim")
    assert client.get("/firsts?status=no").status_code == 400


def test_an_article_that_changed_shows_its_versions_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    readings = stored(case_named("a correction that reverses an actor"), path)
    client, old = desk(path), readings[0].article.id[:10]
    assert "Replaced by a newer version" in client.get(f"/article/{old}").text
    assert f"/revision/{client.get('/revisions.json').json()['rows'][0]['id'][:10]}" in client.get("/revisions").text
    page = client.get(f"/revision/{old}")
    assert page.status_code == 200 and "the sides are reversed" in page.text
    assert "<del>Northland</del>" in page.text and "<ins>Southland</ins>" in page.text
    rows = client.get(f"/revision/{old}.json").json()["rows"]
    assert {row["field"] for row in rows} == {"actors", "recipients"}
    assert len(client.get(f"/revision/{old}.csv").text.splitlines()) == len(rows) + 1


def test_what_is_announced_shows_what_came_of_it(tmp_path: Path) -> None:
    case = next(case for case in EXPECTED if case["name"] == "postponed to a new day")
    client = desk(filled(case["articles"], tmp_path / "c.db"))
    page = client.get("/expectations?as-of=2026-05-08").text
    assert "as of Friday 8 May 2026" in page or "8 May 2026" in page
    assert "postponed</mark> the meeting" in page or "postponed" in page
    answer = client.get("/expectations.json?as-of=2026-05-08").json()
    assert [row["status"] for row in answer["rows"]] == ["shifted", "open"]
    assert answer["rows"][0]["deciding"][0]["event"]["trigger"]["words"] == "postponed"
    assert client.get("/expectations.json?status=open").json()["total"] == 1
    assert client.get("/expectations.json?since=2026-05-06&until=2026-05-31").json()["total"] == 1
    assert client.get("/expectations.json?who=Westland").json()["total"] == 0
    assert len(client.get("/expectations.csv").text.splitlines()) == 3
    for wrong in ("status=late", "as-of=Friday", "since=x"):
        assert client.get(f"/expectations?{wrong}").status_code == 400
