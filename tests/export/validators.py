"""A validator for every format: the format's own library or schema where there is one, else its published rules.

`python -m tests.export.validators CHRONICLE` writes a chronicle in every format and validates each.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dateline.chronicle import Chronicle, Selection
from dateline.events.codebook import plover as codebook
from dateline.export import exporters
from dateline.exporting import ChronicleStock, export
from tests.export.gdelt_rules import gdelt, gdelt_mentions

HERE = Path(__file__).parent
_PART = r"[\dX]{2}(-[\dX]{2})?|W[\dX]{2}(-([1-7X]|WE))?|Q[1-4X]|H[12X]|SP|SU|FA|WI"
_DAY = rf"(FY|BC)?[\dX]{{4}}(-({_PART}))?|(BC)?[\dX]{{2,3}}"
_CLOCK = r"T([\dX]{2}(:[\dX]{2}(:[\dX]{2})?)?(Z|[+-]\d{2}(:?\d{2})?)?|MO|MI|AF|EV|NI|DT)"
_LENGTH = r"P(?=.)([\dX.]+(DE|CE|ML|WE|[YQMWD]))*(T([\dX.]+(MO|AF|EV|NI|DT|[HMS]))+)?"
VALUES = {
    "DATE": (re.compile(f"({_DAY})(/({_DAY}))?"), re.compile("(PAST|PRESENT|FUTURE)_REF")),
    "TIME": (re.compile(f"({_DAY})?{_CLOCK}"), re.compile("(PAST|PRESENT|FUTURE)_REF")),
    "DURATION": (re.compile(_LENGTH),),
    "SET": (re.compile(_LENGTH), re.compile(f"({_DAY})?({_CLOCK})?")),
}
"""How TIMEX3 writes the values of each type: ISO 8601 with X for what is not told, seasons, parts of days; and an
interval of ISO 8601 for a date that spans years ("1863-64")."""


def written(chronicle: Chronicle, name: str, selection: Selection | None = None, view: Any = None) -> bytes:
    """A chronicle in a format, as bytes."""
    out = io.BytesIO()
    export(chronicle, name, out, selection or Selection(), view)
    return out.getvalue()


def schema_of(name: str) -> jsonschema.Draft202012Validator:
    """A schema that lies beside this file."""
    return jsonschema.Draft202012Validator(json.loads((HERE / f"{name}.schema.json").read_text("utf-8")))


def json_lines(data: bytes) -> list[Any]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in data.decode().splitlines()]


def jsonl(data: bytes) -> int:
    """Readings against the shipped JSON Schema."""
    schema = json.loads((files("dateline") / "data" / "reading.schema.json").read_text("utf-8"))
    return _each(jsonschema.Draft202012Validator(schema), json_lines(data))


def _each(validator: jsonschema.Draft202012Validator, values: list[Any]) -> int:
    for value in values:
        validator.validate(value)
    return len(values)


def table(data: bytes) -> int:
    """RFC 4180: as many cells as headings in every row; no cell that a spreadsheet would run."""
    head, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    assert len(set(head)) == len(head)
    for row in rows:
        assert len(row) == len(head)
        assert not any(cell.lstrip()[:1] in tuple("=+-@＝＋－＠") for cell in row if not _number(cell))
    return len(rows)


def _number(cell: str) -> bool:
    return cell == "" or re.fullmatch(r"\d+(\.\d+)?", cell) is not None


def parquet(data: bytes) -> int:
    """pyarrow reads it back, with typed columns."""
    read = pytest.importorskip("pyarrow.parquet").read_table(io.BytesIO(data))
    assert {str(field.type) for field in read.schema} <= {"string", "int64"}
    rows: int = read.num_rows
    return rows


def plover(data: bytes) -> int:
    """The shipped schema, strictly: no further key."""
    strict = json.loads((files("dateline.export") / "plover.schema.json").read_text("utf-8"))
    del strict["properties"]["dateline"]
    return _plover(jsonschema.Draft202012Validator(strict), json_lines(data))


def _plover(schema: jsonschema.Draft202012Validator, rows: list[Any]) -> int:
    """Records after the schema, with modes of their type and contexts that PLOVER has."""
    book = codebook()
    for row in rows:
        assert row["event_mode"] in (None, *book.types[row["event_type"]]), (row["event_type"], row["event_mode"])
        assert set(row["contexts"]) <= set(book.contexts), row["contexts"]
    return _each(schema, rows)


def plover_voiced(data: bytes) -> int:
    """The shipped schema, with what PLOVER has no field for."""
    schema = json.loads((files("dateline.export") / "plover.schema.json").read_text("utf-8"))
    rows = json_lines(data)
    assert all("dateline" in row for row in rows)
    return _plover(jsonschema.Draft202012Validator(schema), rows)


def _documents(data: bytes, suffix: str) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(names)) == len(names)
        return [(name, archive.read(name)) for name in names if name.endswith(suffix)]


def timeml(data: bytes) -> int:
    """Each document against the DTD; values are written as TIMEX3 writes them."""
    etree = pytest.importorskip("lxml.etree")
    dtd = etree.DTD(str(HERE / "timeml.dtd"))
    documents = _documents(data, ".tml")
    for name, document in documents:
        root = etree.fromstring(document)
        assert dtd.validate(root), (name, dtd.error_log.filter_from_errors())
        for time in root.iter("TIMEX3"):
            forms = VALUES[time.get("type")]
            assert any(form.fullmatch(time.get("value")) for form in forms), (name, dict(time.attrib))
    return len(documents)


def conllu(data: bytes) -> int:
    """CoNLL-U's own rules: ten columns, words numbered from 1, one root, heads inside the sentence, no circle."""
    sentences = [block.split("\n") for block in data.decode().strip("\n").split("\n\n")]
    documents = sum(line.startswith("# newdoc") for block in sentences for line in block)
    for block in sentences:
        rows = [line.split("\t") for line in block if line and not line.startswith("#")]
        assert all(len(row) == 10 and all(row) for row in rows)
        words = [row for row in rows if "-" not in row[0]]
        assert [row[0] for row in words] == [str(number) for number in range(1, len(words) + 1)]
        _tree([int(row[6]) for row in words])
        assert not words or any(line.startswith("# text = ") for line in block)
    return documents


def _tree(heads: list[int]) -> None:
    assert not heads or heads.count(0) == 1
    for word in range(1, len(heads) + 1):
        for _ in heads:
            word = heads[word - 1] if word else 0
        assert word == 0


def webannotation(data: bytes) -> int:
    """The data model's musts, as a schema; every quotation selector is the text at its position."""
    page = json.loads(data)
    schema_of("webannotation").validate(page)
    identifiers = [item["id"] for item in page["items"]]
    assert len(set(identifiers)) == len(identifiers)
    return len(identifiers)


def schemaorg(data: bytes) -> int:
    """Types and properties that schema.org has; no ClaimReview; rdflib reads it as RDF."""
    graph = json.loads(data)
    schema_of("schemaorg").validate(graph)
    assert "ClaimReview" not in data.decode()
    rdflib = pytest.importorskip("rdflib")
    graph["@context"] = {"@vocab": "https://schema.org/"}
    read = rdflib.Graph().parse(data=json.dumps(graph), format="json-ld")
    assert len(read) >= len(graph["@graph"])
    return len(graph["@graph"])


def ftm(data: bytes) -> int:
    """FollowTheMoney's own model: every schema, property and value as it wants them."""
    model = pytest.importorskip("followthemoney", reason="the group followthemoney (PyICU) is not installed").model
    entities = json_lines(data)
    known = {entity["id"] for entity in entities}
    for entity in entities:
        proxy = model.get_proxy(entity)
        assert proxy.schema.name == entity["schema"]
        model.get(entity["schema"]).validate(entity)
        for name, values in entity["properties"].items():
            kind = proxy.schema.get(name).type
            assert all(kind.validate(value) for value in values), (entity["schema"], name, values)
            assert kind.name == "url" or all(kind.clean(value) == value for value in values), (name, values)
            assert kind.name != "entity" or set(values) <= known
    return len(entities)


def prov(data: bytes) -> int:
    """rdflib parses it; everything that is derived is an entity, and what it is derived from is there."""
    rdflib = pytest.importorskip("rdflib")
    namespace = rdflib.Namespace("http://www.w3.org/ns/prov#")
    graph = rdflib.Graph().parse(data=data.decode(), format="turtle")
    entities = set(graph.subjects(rdflib.RDF.type, namespace.Entity))
    for relation in (namespace.wasQuotedFrom, namespace.wasDerivedFrom):
        for subject, target in graph.subject_objects(relation):
            assert subject in entities and (target in entities or str(target).startswith("ni:///sha-256;"))
    activities = set(graph.subjects(rdflib.RDF.type, namespace.Activity))
    assert set(graph.objects(None, namespace.wasGeneratedBy)) <= activities
    return len(set(graph.subjects(namespace.wasGeneratedBy, None)))


def timelinejs(data: bytes) -> int:
    """TimelineJS's own rules: dates with years, a headline, ids once, no markup but ours."""
    timeline = json.loads(data)
    schema_of("timelinejs").validate(timeline)
    identifiers = [slide["unique_id"] for slide in timeline["events"]]
    assert len(set(identifiers)) == len(identifiers)
    return len(identifiers)


def ics(data: bytes) -> int:
    """icalendar parses it strictly; lines are folded, every entry has what RFC 5545 asks for, ids stand once."""
    icalendar = pytest.importorskip("icalendar")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(data)
    entries = calendar.walk("VEVENT")
    assert not calendar.errors and not any(entry.errors for entry in entries)
    for entry in entries:
        assert entry["UID"] and entry["DTSTAMP"] and entry["SUMMARY"] and "DTSTART" in entry
        assert "DTEND" not in entry or entry["DTSTART"].dt < entry["DTEND"].dt
    assert len({entry["UID"] for entry in entries}) == len(entries)
    return len(entries)


def geojson(data: bytes) -> int:
    """RFC 7946 as a schema; no country has a point."""
    collection = json.loads(data)
    schema_of("geojson").validate(collection)
    for feature in collection["features"]:
        assert feature["properties"]["precision"] != "country" or feature["geometry"] is None
    return len(collection["features"])


def graphml(data: bytes) -> int:
    """GraphML's structure: declared keys, nodes once and before their edges."""
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(str(HERE / "graphml.xsd")))
    root = etree.fromstring(data)
    assert schema.validate(root), schema.error_log
    return len(root.findall(".//{*}edge"))


def labelstudio(data: bytes) -> int:
    """Every region has the words of the text at its place, a label of the interface, and relations know both ends."""
    tasks, interface = json.loads(data), (files("dateline.export") / "labelstudio.xml").read_text("utf-8")
    schema_of("labelstudio").validate(tasks)
    labels = set(re.findall(r'<(?:Label|Choice|Relation) value="(.*?)"', interface))
    for task in tasks:
        results = task["predictions"][0]["result"]
        regions = {result["id"] for result in results if result["type"] != "relation"}
        for result in results:
            value = result.get("value", result)
            assert set(value.get("labels", value.get("choices"))) <= labels
            if result["type"] == "relation":
                assert {result["from_id"], result["to_id"]} <= regions
            else:
                assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    return len(tasks)


def labelstudio_config(data: bytes) -> int:
    """XML that names every label once."""
    etree = pytest.importorskip("lxml.etree")
    labels = [label.get("value") for label in etree.fromstring(data).iter("Label")]
    assert len(set(labels)) == len(labels) > 16
    return 0


def inception(data: bytes) -> int:
    """cassis reads the layers and every document; annotations cover what they should."""
    cassis = pytest.importorskip("cassis")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = cassis.load_typesystem(archive.read("TypeSystem.xml").decode())
    documents = _documents(data, ".xmi")
    for _, document in documents:
        cas = cassis.load_cas_from_xmi(io.BytesIO(document), typesystem=types)
        for event in cas.select("webanno.custom.DatelineEvent"):
            assert event.get_covered_text() and event.record and event.kind
            assert all(link.role in ("actor", "recipient") and link.target for link in event.parties.elements)
    return len(documents)


def datasette(data: bytes) -> int:
    """Every table and column that is named is there, and every query runs."""
    (described,) = json.loads(data)["databases"].values()
    with tempfile.TemporaryDirectory() as folder:
        Chronicle.open(Path(folder) / "c.db").close()
        connection = sqlite3.connect(Path(folder) / "c.db")
        for table, told in described["tables"].items():
            names = {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}
            label = told.get("label_column")
            assert names and {*told.get("columns", {}), *told.get("facets", ()), *([label] if label else ())} <= names
        for query in described["queries"].values():
            assert connection.execute(query["sql"], {"words": "word"}).fetchall() == []
        connection.close()
    return 0


VALIDATORS: dict[str, Callable[[bytes], int]] = {
    "conllu": conllu,
    "csv": table,
    "datasette": datasette,
    "ftm": ftm,
    "gdelt": gdelt,
    "gdelt-mentions": gdelt_mentions,
    "geojson": geojson,
    "graphml": graphml,
    "ics": ics,
    "inception": inception,
    "jsonl": jsonl,
    "labelstudio": labelstudio,
    "labelstudio-config": labelstudio_config,
    "parquet": parquet,
    "plover": plover,
    "plover-voiced": plover_voiced,
    "prov": prov,
    "schemaorg": schemaorg,
    "timelinejs": timelinejs,
    "timeml": timeml,
    "webannotation": webannotation,
}
"""Each format's validator: it fails, or says how many records are valid."""


def main(path: str) -> None:
    """Write a chronicle in every format and validate it."""
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        print(f"{sum(1 for _ in ChronicleStock(chronicle).told())} articles")
        for name in exporters():
            data = written(chronicle, name)
            print(f"{name}: {len(data):,} bytes, {VALIDATORS[name](data):,} valid")


if __name__ == "__main__":
    main(sys.argv[1])
