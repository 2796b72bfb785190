"""Makes articles.jsonl, gold.jsonl and the .txt examples from annotations/ (README.md says what the marks mean).

usage: python examples/build_gold.py [--check]

--check writes nothing and fails when a file is not what the annotations give.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from timex import bounds, kind_of

HERE = Path(__file__).resolve().parent
NOTE = "invented"
PRONOUNS = frozenset(
    (
        *(
            "i",
            "me",
            "my",
            "mine",
            "we",
            "us",
            "our",
            "ours",
            "you",
            "your",
            "who",
            "whom",
            "whose",
            "itself",
            "himself",
        ),
        *(
            "he",
            "him",
            "his",
            "she",
            "her",
            "hers",
            "it",
            "its",
            "they",
            "them",
            "their",
            "theirs",
            "herself",
            "themselves",
        ),
    )
)
REALITIES = ("actual", "negated", "future", "hypothetical", "historical")
CLOSING = {"[": "]", "<": ">"}


class Slip(ValueError):
    """An annotation that does not hold: the file, and what is wrong."""


@dataclass
class Mark:
    """Marked words: what the mark says of them, and where they lie in the text without marks."""

    label: str
    start: int
    end: int


@dataclass
class Marked:
    """A text without its marks, and the marks by kind: mentions, times, and tags such as q1 or v2."""

    text: str
    mentions: list[Mark]
    times: list[Mark]
    tags: list[Mark]

    def tagged(self, letter: str, number: str) -> list[Mark]:
        """The marks {letter number: ...}, in order of the text; a tag may serve several numbers ({s1,2: ...})."""
        return [m for m in self.tags if m.label[0] == letter and number in m.label[1:].split(",")]

    def numbers(self, letter: str) -> list[str]:
        """The numbers that a letter's tags bear, in order of the text."""
        found = [n for m in self.tags if m.label[0] == letter for n in m.label[1:].split(",")]
        return list(dict.fromkeys(found))


def unmark(source: str) -> Marked:
    """Take the marks out of a text: [words|entity], <words|value>, {q1:words}; a backslash keeps the next character."""
    out: list[str] = []
    open_marks: list[tuple[str, int, str]] = []
    found = Marked("", [], [], [])
    i = 0
    while i < len(source):
        c = source[i]
        if c == "\\":
            out.append(source[i + 1])
            i += 2
        elif c in "[<":
            open_marks.append((c, len(out), ""))
            i += 1
        elif c == "{":
            end = source.index(":", i)
            open_marks.append((c, len(out), source[i + 1 : end]))
            i = end + 1
        elif c == "}" or c == "|":
            i = _close(source, i, len(out), open_marks, found)
        else:
            out.append(c)
            i += 1
    if open_marks:
        raise Slip(f"a mark is never closed: {open_marks[-1]}")
    found.text = "".join(out)
    return found


def _close(source: str, i: int, at: int, open_marks: list[tuple[str, int, str]], found: Marked) -> int:
    """Close the innermost mark at a } or a |label; gives the place after it."""
    near = source[max(0, i - 40) : i + 20]
    if not open_marks:
        raise Slip(f"a closing mark without an opening one: {near!r}")
    opener, start, label = open_marks.pop()
    if (source[i] == "}") != (opener == "{"):
        raise Slip(f"marks cross: {near!r}")
    if opener == "{":
        found.tags.append(Mark(label, start, at))
        return i + 1
    end = source.index(CLOSING[opener], i)
    kind = found.mentions if opener == "[" else found.times
    kind.append(Mark(source[i + 1 : end], start, at))
    return end + 1


@dataclass
class Sheet:
    """One annotated article: its head lines, its marked text, and the lines under each == heading."""

    head: dict[str, str]
    marked: Marked
    sections: dict[str, list[str]] = field(default_factory=dict)


def read_sheet(path: Path) -> Sheet:
    """An annotation file: `key: value` lines, an empty line, the marked text, then == sections."""
    top, rest = path.read_text(encoding="utf-8").split("\n\n", 1)
    head = dict(line.split(": ", 1) for line in top.splitlines())
    body, *sections = re.split(r"^== (?=\w+$)", rest, flags=re.M)
    sheet = Sheet(head, unmark(body.strip("\n")))
    for section in sections:
        name, _, lines = section.partition("\n")
        sheet.sections[name] = [line for line in lines.splitlines() if line.strip()]
    unknown = set(sheet.sections) - {"entities", "quotations", "events"}
    if unknown:
        raise Slip(f"unknown section {sorted(unknown)}")
    return sheet


def read_entities(lines: list[str]) -> dict[str, dict[str, Any]]:
    """`key TYPE Name`, with `; members=a,b` for a group, as {key: {type, name, members}}."""
    out: dict[str, dict[str, Any]] = {}
    for line in lines:
        start, _, members = line.partition("; members=")
        key, kind, name = start.strip().split(" ", 2)
        if key in out:
            raise Slip(f"entity {key} stands twice")
        out[key] = {"type": kind, "name": name, "members": members.split(",") if members else []}
    return out


class Article:
    """Builds the gold row of one sheet."""

    def __init__(self, sheet: Sheet, known: dict[str, dict[str, Any]]) -> None:
        self.sheet, self.marked, self.text = sheet, sheet.marked, sheet.marked.text
        self.known = {**known, **read_entities(sheet.sections.get("entities", []))}
        self.id = sheet.head["id"]

    def fail(self, what: str) -> Slip:
        return Slip(what)

    def row(self) -> dict[str, Any]:
        head = self.sheet.head
        row: dict[str, Any] = {key: head[key] for key in ("id", "outlet", "title", "published", "url")}
        row |= {"note": NOTE, "text": self.text, "times": self.times()}
        self.chains()
        row |= {"mentions": self.mentions, "entities": self.entities, "clusters": self.clusters()}
        row["quotations"] = self.quotations = self.read_quotations()
        row["events"] = self.events()
        return row

    def times(self) -> list[dict[str, Any]]:
        self.time_rows = []
        for n, mark in enumerate(sorted(self.marked.times, key=lambda m: m.start), 1):
            value, _, given = mark.label.partition(";")
            value, _, mod = value.partition(" ")
            is_set, value = value.startswith("SET:"), value.removeprefix("SET:")
            earliest, latest = given.split("/") if given else bounds(value)
            self.time_rows.append(
                {
                    "id": f"t{n}",
                    "start": mark.start,
                    "end": mark.end,
                    "text": self.text[mark.start : mark.end],
                    "type": "SET" if is_set else kind_of(value),
                    "value": value,
                    "mod": mod or None,
                    "earliest": earliest or None,
                    "latest": latest or None,
                }
            )
        return self.time_rows

    def chains(self) -> None:
        """The mentions in order of the text, and an entity for each key they bear, in order of its first mention."""
        self.mentions: list[dict[str, Any]] = []
        chains: dict[str, list[str]] = {}
        for n, mark in enumerate(sorted(self.marked.mentions, key=lambda m: (m.start, -m.end)), 1):
            key = mark.label.lstrip("~")
            if key not in self.known:
                raise self.fail(f"no entity {key}")
            chains.setdefault(key, []).append(f"m{n}")
            self.mentions.append(self.mention(f"m{n}", mark, key))
        ids = {key: f"e{n}" for n, key in enumerate(chains, 1)}
        for m in self.mentions:
            m["entity"] = ids[m["entity"]]
        self.entities = [
            {
                "id": ids[key],
                "identity": key,
                "type": self.known[key]["type"],
                "name": self.known[key]["name"],
                "mentions": chains[key],
                "members": [ids[m] for m in self.known[key]["members"] if m in ids],
            }
            for key in chains
        ]

    def mention(self, ident: str, mark: Mark, key: str) -> dict[str, Any]:
        words = self.text[mark.start : mark.end]
        kind = "nominal" if mark.label.startswith("~") else "pronoun" if words.lower() in PRONOUNS else "name"
        entity_type = self.known[key]["type"]
        a, b = head_of(words, kind, entity_type)
        return {
            "id": ident,
            "entity": key,
            "start": mark.start,
            "end": mark.end,
            "text": words,
            "kind": kind,
            "type": entity_type,
            "head": {"start": mark.start + a, "end": mark.start + b},
        }

    def clusters(self) -> list[list[dict[str, Any]]]:
        by_id = {m["id"]: m for m in self.mentions}
        keys = ("start", "end", "head", "kind")
        return [[{k: by_id[i][k] for k in keys} for i in e["mentions"]] for e in self.entities]

    def linked(self, span: Mark | dict[str, int]) -> dict[str, Any]:
        """A span with the mention that is it, else with the name that a title or an apposition comes with."""
        start, end = (span.start, span.end) if isinstance(span, Mark) else (span["start"], span["end"])
        same = [m for m in self.mentions if (m["start"], m["end"]) == (start, end)]
        inside = [m for m in self.mentions if start <= m["start"] and m["end"] <= end and m["kind"] != "pronoun"]
        last = [m for m in inside if m["end"] == end and m["kind"] == "name" and self.plain_title(start, m["start"])]
        first = [m for m in inside if self.text[m["end"]] == "," and self.plain_title(start, m["start"])]
        person = [m for m in inside if m["type"] == "PERSON" and self.plain_title(start, m["start"], commas=True)]
        best = (same or last or first or person or [None])[0]
        return {"start": start, "end": end, "mention": best and best["id"], "entity": best and best["entity"]}

    def plain_title(self, start: int, end: int, commas: bool = False) -> bool:
        """Whether what stands before a name is only a title (Captain, the envoy; her lawyer, where commas may)."""
        before = self.text[start:end]
        return not re.search(r"['’]s?\b| (?:of|for|by|and|itself) ", before) and (commas or "," not in before)

    def party(self, words: str, trigger: Mark) -> dict[str, Any]:
        """An actor, recipient or place; `Oslo=norway` names the entity that the words stand for."""
        words, _, key = words.partition("=")
        found = {**self.linked(self.find(words, trigger)), "via": "metonym" if key else None}
        if key:
            found["entity"] = next((e["id"] for e in self.entities if e["identity"] == key), None)
        return found

    def read_quotations(self) -> list[dict[str, Any]]:
        options = {line.split(" ", 1)[0]: line for line in self.sheet.sections.get("quotations", [])}
        numbers = self.marked.numbers("q")
        for n in (*options, *(n for letter in "scha" for n in self.marked.numbers(letter))):
            if n not in numbers:
                raise self.fail(f"quotation {n} has no content")
        return [self.quotation(n, dict(re.findall(r'(\w+)=("[^"]*"|\S+)', options.get(n, "")))) for n in numbers]

    def quotation(self, n: str, given: dict[str, str]) -> dict[str, Any]:
        marks = {letter: self.marked.tagged(letter, n) for letter in "qscha"}
        content = [{"start": m.start, "end": m.end} for m in marks["q"]]
        speaker = self.linked(marks["s"][0]) if marks["s"] else None
        quoted = within_marks(self.text, content)
        channel = given.get("channel", "").strip('"')
        if bool(channel) != bool(marks["h"]):
            raise self.fail(f"quotation {n} needs both channel= and {{h{n}:...}}")
        return {
            "id": f"q{n}",
            "form": form_of(self.text, content, quoted),
            "act": given.get("act", "speech"),
            "content": content,
            "quoted": quoted,
            "cue": [{"start": m.start, "end": m.end} for m in marks["c"]],
            "stance": given.get("stance", "says"),
            "source": [{"start": m.start, "end": m.end} for m in marks["s"]],
            "speaker": speaker,
            "addressee": self.linked(marks["a"][0]) if marks["a"] else None,
            "channel": {"kind": channel, "start": marks["h"][0].start, "end": marks["h"][0].end} if channel else None,
            "within": f"q{given['within']}" if "within" in given else None,
        }

    def events(self) -> list[dict[str, Any]]:
        lines = self.sheet.sections.get("events", [])
        numbers = [line.split(" ", 1)[0] for line in lines]
        if sorted(numbers) != sorted(self.marked.numbers("v")):
            raise self.fail(f"events {sorted(numbers)} and triggers {sorted(self.marked.numbers('v'))} differ")
        return sorted((self.event(line) for line in lines), key=lambda v: int(v["id"][1:]))

    def event(self, line: str) -> dict[str, Any]:
        first, actors, recipients, time, place, reality, *options = (part.strip() for part in line.split("|"))
        number, code = first.split(" ")
        kind, _, mode = code.partition("/")
        trigger = self.marked.tagged("v", number)[0]
        if reality not in REALITIES:
            raise self.fail(f"event {number}: no such reality: {reality!r}")
        at = None if time == "-" else self.event_time(time, trigger)
        voice = self.voice(trigger)
        return {
            "id": f"v{number}",
            "type": kind,
            "mode": mode or None,
            "trigger": {"start": trigger.start, "end": trigger.end},
            "text": self.text[trigger.start : trigger.end],
            **{
                name: [self.party(w, trigger) for w in split(words)]
                for name, words in (("actors", actors), ("recipients", recipients))
            },
            "participants": [
                {"role": role, **self.find(w.partition("=")[0], trigger)}
                for role, words in (("Arg0", actors), ("Arg1", recipients))
                for w in split(words)
            ],
            "quantities": [self.quantity(o, trigger) for o in options],
            "time": at,
            "time_value": at and at["value"],
            "place": None if place == "-" else {k: v for k, v in self.party(place, trigger).items() if k != "via"},
            "reality": reality,
            "asserted_by": voice,
        }

    def voice(self, trigger: Mark) -> str:
        """The innermost quotation that holds the trigger, else the article itself."""
        holding = [
            (sum(s["end"] - s["start"] for s in q["content"]), q["id"])
            for q in self.quotations
            if any(s["start"] <= trigger.start and trigger.end <= s["end"] for s in q["content"])
        ]
        return min(holding)[1] if holding else "narrator"

    def event_time(self, words: str, trigger: Mark) -> dict[str, Any]:
        inherited = words.startswith("~")
        span = self.find(words.lstrip("~"), trigger)
        for t in self.time_rows:
            if (t["start"], t["end"]) == (span["start"], span["end"]):
                row = {"ref": t["id"], **{k: t[k] for k in ("value", "earliest", "latest")}}
                return {**row, "from": "inherited" if inherited else "stated"}
        raise self.fail(f"no time is marked at {words!r}")

    def quantity(self, option: str, trigger: Mark) -> dict[str, Any]:
        match = re.fullmatch(r"(\w+):(.+)=(\d*)(\.\.)?(\d*)(?: (\w+))?", option)
        if match is None:
            raise self.fail(f"not a quantity: {option!r}")
        role, words, low, dots, high, unit = match.groups()
        lowest = float(low) if low else None
        highest = (float(high) if high else None) if dots else lowest
        return {"role": role, **self.find(words, trigger), "low": lowest, "high": highest, "unit": unit}

    def find(self, words: str, trigger: Mark) -> dict[str, int]:
        """Where words stand: once in the trigger's paragraph, or the n-th time in it (`words#2`), or, with a ^ before
        them, the last time before the trigger in the whole text."""
        if words.startswith("^"):
            start = self.text.rfind(words[1:], 0, trigger.start)
            if start < 0:
                raise self.fail(f"{words!r} does not stand before {self.text[trigger.start : trigger.end]!r}")
            return {"start": start, "end": start + len(words) - 1}
        words, _, nth = words.partition("#")
        first = self.text.rfind("\n\n", 0, trigger.start) + 2 if "\n\n" in self.text[: trigger.start] else 0
        last = self.text.find("\n\n", trigger.end)
        paragraph = self.text[first : last if last >= 0 else None]
        starts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", paragraph)]
        if len(starts) < int(nth or 1) or (len(starts) > 1 and not nth):
            raise self.fail(f"{words!r} stands {len(starts)} times in {paragraph[:70]!r}, wanted {nth or 'once'}")
        start = first + starts[int(nth or 1) - 1]
        return {"start": start, "end": start + len(words)}


def split(words: str) -> list[str]:
    """Parties parted by semicolons; a lone hyphen is none."""
    return [] if words == "-" else [w.strip() for w in words.split(";")]


def head_of(words: str, kind: str, entity_type: str) -> tuple[int, int]:
    """The head word: the first of a person's name, else the last before "of", "for", a comma and the like."""
    if kind == "name" and entity_type == "PERSON":
        return 0, len(words.split(" ")[0])
    core = re.split(r",| (?:of|for|in|from|at|on|to|with|who|that|which|and|near|by|behind|between)(?= )", words)[0]
    core = re.sub(r"['’]s?$", "", core)
    return core.rfind(" ") + 1, len(core)


def regions(text: str) -> list[tuple[int, int]]:
    """What lies inside quotation marks; one left open runs to the end of its paragraph."""
    out = []
    for line in re.finditer(r"[^\n]+", text):
        opened: tuple[str, int] | None = None
        for m in re.finditer(r'["“”]|(?<!\w)‘|’(?!\w)', line[0]):
            at, mark = line.start() + m.start(), m[0]
            if opened is None and mark in '"“‘':
                opened = (mark, at + 1)
            elif opened and {'"': '"', "“": "”", "‘": "’"}[opened[0]] == mark:
                out.append((opened[1], at))
                opened = None
        if opened:
            out.append((opened[1], line.end()))
    return out


def within_marks(text: str, content: list[dict[str, int]]) -> list[dict[str, int]]:
    """The parts of a content that lie inside quotation marks."""
    both = [(max(a, s["start"]), min(b, s["end"])) for s in content for a, b in regions(text)]
    return [{"start": a, "end": b} for a, b in both if a < b]


def form_of(text: str, content: list[dict[str, int]], quoted: list[dict[str, int]]) -> str:
    """direct: every word of the content inside marks; mixed: some; indirect: none."""
    words = [m.span() for s in content for m in re.compile(r"\w+").finditer(text, s["start"], s["end"])]
    inside = [any(q["start"] <= a and b <= q["end"] for q in quoted) for a, b in words]
    return "direct" if all(inside) else "mixed" if any(inside) else "indirect"


def build() -> dict[Path, str]:
    """Every file that the annotations give, with its text. Raises Slip, naming each article that does not hold."""
    known = read_entities((HERE / "annotations" / "entities.txt").read_text(encoding="utf-8").splitlines())
    sheets, rows, slips = [], [], []
    for path in sorted((HERE / "annotations").glob("[0-9]*.txt")):
        try:
            sheets.append(read_sheet(path))
            rows.append(Article(sheets[-1], known).row())
        except Slip as slip:
            slips.append(f"{path.name}: {slip}")
    if slips:
        raise Slip("\n".join(slips))
    article_keys = ("id", "outlet", "title", "published", "url", "note", "text")
    out = {
        HERE / "articles.jsonl": lines([{k: row[k] for k in article_keys} for row in rows]),
        HERE / "gold.jsonl": lines(rows),
    }
    for sheet, row in zip(sheets, rows, strict=True):
        if "plain" in sheet.head:
            out[HERE / sheet.head["plain"]] = f"date {row['published']} {row['text']}\n"
    return out


def lines(rows: list[dict[str, Any]]) -> str:
    """Rows as JSONL."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def main() -> int:
    """Write the files, or with --check say which differ."""
    try:
        files = build()
    except Slip as slip:
        print(f"build_gold:\n{slip}", file=sys.stderr)
        return 1
    check = "--check" in sys.argv[1:]
    differing = [p for p, text in files.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    for path in differing:
        print(f"{'differs' if check else 'written'}: {path.name}")
        if not check:
            path.write_text(files[path], encoding="utf-8")
    return int(check and bool(differing))


if __name__ == "__main__":
    raise SystemExit(main())
