"""Every answer of the server has citations that are the words of the stored text, and nothing can be written."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp")

from mcp.client.stdio import stdio_client
from mcp.shared.memory import create_connected_server_and_client_session as connected

from dateline.chronicle import Chronicle
from dateline.cli import COMMANDS
from dateline.mcp.server import server
from mcp import ClientSession, StdioServerParameters
from tests.chronicle.readings import HARBOUR, harbour, plain

DOCS = Path(__file__).parents[2] / "docs"
TOOLS = ["search", "events", "quotations", "times", "names", "show", "text"]
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        for reading in (harbour(), plain(0), plain(1)):
            chronicle.add(reading)
    return tmp_path / "c.db"


def session(path: Path, use: Callable[[ClientSession], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        with Chronicle.open(path, create=False, readonly=True) as chronicle:
            async with connected(server(chronicle)) as client:
                return await use(client)

    return asyncio.run(run())


@pytest.fixture
def ask(path: Path) -> Ask:
    def asked(tool: str, **arguments: Any) -> dict[str, Any]:
        result = session(path, lambda client: client.call_tool(tool, arguments))
        assert not result.isError, result.content
        found: dict[str, Any] = json.loads(result.content[0].text)
        return found

    return asked


def citations(answer: Any) -> list[dict[str, Any]]:
    """Every citation in an answer."""
    if isinstance(answer, dict):
        return [*answer.get("citations", []), *(each for value in answer.values() for each in citations(value))]
    return [each for part in answer for each in citations(part)] if isinstance(answer, list) else []


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search", {"words": "harbour"}),
        ("events", {"who": "Peña"}),
        ("events", {"type": "coerce", "reality": "actual"}),
        ("events", {"since": "2027"}),
        ("quotations", {"who": "maroş"}),
        ("times", {"words": "tuesday"}),
        ("show", {"id": "f278ddf2a2"}),
    ],
)
def test_every_answer_cites_the_stored_words(tool: str, arguments: dict[str, Any], ask: Ask) -> None:
    answer = ask(tool, **arguments)
    found = citations(answer)
    assert found
    for row in answer.get("results", [answer]):
        assert row["citations"]
    for citation in found:
        assert {"article", "outlet", "published", "url", "start", "end", "words"} <= set(citation)
        if citation["outlet"] == "The Harbour Post" and citation.get("in") != "title":
            assert HARBOUR[citation["start"] : citation["end"]] == citation["words"]


def test_voice_and_reality_are_told(ask: Ask) -> None:
    (event,) = ask("events", type="COERCE")["results"]
    assert event["says"] == [
        "dockers' union (said)",
        "as told by Óscar Peña (wrote)",
        "in The Harbour Post, 2026-03-05",
    ]
    (promise,) = ask("events", reality="future", words="reopen")["results"]
    assert (promise["type"], promise["when"]["latest"]) == ("CONCEDE", "2026-05-31")


def test_names_lead_to_records_and_text_around_a_citation_can_be_read(ask: Ask) -> None:
    name = ask("names", who="peña")["results"][0]
    entity = ask("show", id=name["entities"][0])
    assert "Óscar Peña" in [each["words"] for each in entity["citations"]]
    article = entity["citations"][0]["article"]
    part = ask("text", article=article, start=6, end=20)
    assert part["citations"][0]["words"] == HARBOUR[6:20] and part["characters"] == len(HARBOUR)
    assert ask("text", article=article, start=-5, end=10**9)["citations"][0]["words"] == HARBOUR


def test_pages_are_bounded_and_go_on(ask: Ask) -> None:
    first, second = ask("events", limit=1), ask("events", limit=1, offset=1)
    assert first["total"] == second["total"] == 6 and first["results"] != second["results"]
    assert len(ask("events", limit=10**6)["results"]) == 6


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("events", {"since": "soon"}, "is not a day"),
        ("show", {"id": "zz"}, "is not an id"),
        ("text", {"article": "f278ddf2a2"}, "is the id of a record"),
        ("search", {}, "words"),
    ],
)
def test_a_mistake_is_a_sentence(tool: str, arguments: dict[str, Any], said: str, path: Path) -> None:
    result = session(path, lambda client: client.call_tool(tool, arguments))
    assert result.isError and said in result.content[0].text


def test_the_tools_say_that_they_only_read_and_are_told(path: Path) -> None:
    listed = session(path, lambda client: client.list_tools()).tools
    page = (DOCS / "assistants.md").read_text("utf-8")
    assert [tool.name for tool in listed] == TOOLS
    for tool in listed:
        assert tool.description and f"| `{tool.name}` |" in page
        assert tool.annotations.readOnlyHint and not tool.annotations.destructiveHint
        assert all(f"`{name}`" in page for name in tool.inputSchema["properties"])
    assert "mcp" in COMMANDS


def test_nothing_is_written(path: Path, ask: Ask) -> None:
    before = path.read_bytes()
    for tool, arguments in (("search", {"words": "met"}), ("events", {}), ("names", {})):
        ask(tool, **arguments)
    assert path.read_bytes() == before
    with Chronicle.open(path, readonly=True) as chronicle, pytest.raises(sqlite3.OperationalError, match="readonly"):
        chronicle._connection.execute("DELETE FROM articles")


def test_the_command_speaks_over_standard_input_and_output(path: Path) -> None:
    async def run() -> Any:
        parameters = StdioServerParameters(command=sys.executable, args=["-m", "dateline.cli", "mcp", str(path)])
        async with stdio_client(parameters) as (read, write), ClientSession(read, write) as client:
            hello = await client.initialize()
            return hello, await client.call_tool("events", {"type": "COERCE"})

    hello, result = asyncio.run(run())
    assert hello.serverInfo.name == "dateline" and "citations" in (hello.instructions or "")
    assert json.loads(result.content[0].text)["results"][0]["citations"][0]["words"] == "detained"
