"""The article that the project began with: every row its record must hold is in the reading (skipped without it)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import dateline

Row = dict[str, Any]
EVENT_CHECKS = (
    "type parties actor actor_in recipient recipient_in date place reality asserted_by asserted_by_speaker_in "
    "asserted_by_speaker trigger_in must"
)


class Held:
    """A reading, asked whether it holds the rows of a record."""

    def __init__(self, reading: Row) -> None:
        self.reading, self.text = reading, reading["article"]["text"]
        self.entities = {e["id"]: e for e in reading["entities"]}
        self.quotations = {q["id"]: q for q in reading["quotations"]}

    def overlaps(self, spans: list[Row], phrase: str) -> bool:
        """Whether one of the spans shares a character with the phrase, which stands once in the text."""
        assert self.text.count(phrase) == 1, f"{phrase!r} stands {self.text.count(phrase)} times"
        start = self.text.index(phrase)
        return any(s["start"] < start + len(phrase) and start < s["end"] for s in spans)

    def named(self, reference: Row | None, name: str) -> bool:
        """Whether a speaker, party or place is linked to the entity of this name."""
        entity = self.entities.get((reference or {}).get("entity") or "")
        return entity is not None and entity["name"] == name

    def time(self, row: Row) -> bool:
        return any(
            self.overlaps([t], row["in"])
            and ("text" not in row or self.text[t["start"] : t["end"]] == row["text"])
            and all(t[key] == row[key] for key in ("value", "earliest", "latest") if key in row)
            for t in self.reading["times"]
        )

    def entity(self, row: Row) -> bool:
        return any(
            e["name"] == row["name"]
            and e["type"] == row["type"]
            and len(e["mentions"]) >= row.get("mentions_at_least", 1)
            for e in self.reading["entities"]
        )

    def quotation(self, row: Row) -> bool:
        return any(
            self.overlaps(q["content"], row["content_in"])
            and q["form"] == row["form"]
            and ("speaker" not in row or self.named(q["speaker"], row["speaker"]))
            and ("speaker_in" not in row or self.overlaps([q["speaker"]] if q["speaker"] else [], row["speaker_in"]))
            and ("channel" not in row or (q["channel"] or {}).get("kind") == row["channel"])
            for q in self.reading["quotations"]
        )

    def event(self, row: Row) -> bool:
        assert set(row) <= set(EVENT_CHECKS.split()), f"no check for {set(row)}"
        return any(self._event(row, event) for event in self.reading["events"])

    def _event(self, row: Row, event: Row) -> bool:
        types = row["type"] if isinstance(row["type"], list) else [row["type"]]
        return (
            event["type"] in types
            and self.overlaps([event["trigger"]], row["trigger_in"])
            and self._parties(row, event)
            and ("date" not in row or (event["time"] or {}).get("value") == row["date"])
            and ("place" not in row or self.named(event["place"], row["place"]))
            and ("reality" not in row or event["reality"] == row["reality"])
            and self._voice(row, event)
        )

    def _parties(self, row: Row, event: Row) -> bool:
        both = [*event["actors"], *event["recipients"]]
        if not all(any(self.named(p, name) for p in both) for name in row.get("parties", [])):
            return False
        for side in ("actor", "recipient"):
            parties = event[f"{side}s"]
            if side in row and not any(self.named(p, row[side]) for p in parties):
                return False
            if f"{side}_in" in row and not self.overlaps(parties, row[f"{side}_in"]):
                return False
        return True

    def _voice(self, row: Row, event: Row) -> bool:
        speaker = (self.quotations.get(event["asserted_by"]) or {}).get("speaker")
        if "asserted_by_speaker_in" in row and not self.overlaps(
            [speaker] if speaker else [], row["asserted_by_speaker_in"]
        ):
            return False
        if "asserted_by_speaker" in row and not self.named(speaker, row["asserted_by_speaker"]):
            return False
        return "asserted_by" not in row or event["asserted_by"] == row["asserted_by"]


def test_every_row_the_record_must_hold_is_read(shared: Path) -> None:
    record = json.loads((shared / "articles" / "seed-record.json").read_text("utf-8"))
    text = (shared / "articles" / "seed.txt").read_text("utf-8")
    reading = dateline.read(text).to_dict()
    assert reading["article"]["published"] == record["published"]
    held = Held(reading)
    checks = {"times": held.time, "entities": held.entity, "quotations": held.quotation, "events": held.event}
    missing = [
        f"{layer}: {json.dumps(row, ensure_ascii=False)}"
        for layer, check in checks.items()
        for row in record[layer]
        if row["must"] and not check(row)
    ]
    assert not missing, f"{len(missing)} rows are not in the reading:\n" + "\n".join(missing)
