"""Origins: reprints, credits and shared quotations; articles, outlets and origins are three numbers."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline import cli
from dateline.chronicle import Selection
from dateline.gather.credits import credits
from dateline.gather.happenings import Happenings
from dateline.gather.origins import Origins
from dateline.gather.shingles import hashes, sample, shared, text_words
from dateline.gather.utterances import Utterances, differences
from dateline.gathering.accounts import accounts_of
from dateline.gathering.happenings import happenings
from dateline.gathering.origins import Tally, only_parties, origins, told_by_party
from dateline.gathering.utterances import utterance, utterances
from dateline.model import Reading
from tests.chronicle.readings import Maker, article, harbour
from tests.gather.frame_state import state
from tests.gather.marked import Marked
from tests.gather.people import gathered, reading, shuffled

WORDS = (
    "harbour",
    "dock",
    "crane",
    "mayor",
    "strike",
    "union",
    "police",
    "ferry",
    "winter",
    "market",
    "council",
    "storm",
)


def prose(seed: int, count: int = 180) -> str:
    draw = random.Random(seed)
    return " ".join(f"{draw.choice(WORDS)}{draw.randrange(9)}" for _ in range(count)) + "."


def told(text: str, outlet: str, day: str = "2026-03-05") -> Reading:
    return Maker(article(text, outlet=outlet, published=day)).reading()


def test_reprints_are_one_origin_and_other_articles_are_not(tmp_path: Path) -> None:
    report = prose(1)
    readings = [
        told(f"TARSK (AP) — {report}", "The Harbour Post"),
        told(report[: len(report) // 2], "Tarsk Times", "2026-03-06"),
        told(report.replace("mayor", "major"), "The Quay", "2026-03-06"),
        told(prose(2), "The Quay"),
        told(f"LUND (AP) — {prose(3)}", "Lund Daily"),
    ]
    with gathered(tmp_path / "c.db", readings, [Origins()]) as chronicle:
        (row,) = origins(chronicle)
        assert (row.counts.articles, row.counts.outlets, row.counts.origins) == (3, 3, 1)
        assert row.agencies == ("Associated Press",) and row.copies[0].outlet == "The Harbour Post"
        assert row.copies[1].shares[0] in report
        every = Tally(chronicle).count(chronicle.articles())
        assert (every.articles, every.outlets, every.origins) == (5, 4, 2)


def test_what_one_report_alone_tells_on_the_word_of_a_party_is_listed(tmp_path: Path) -> None:
    release = f"[who|Northland] [ASSAULT|shelled] a post of [whom|Southland] on [when:2026-03-02|Monday]. {prose(4)}"
    other = "Gunners of [who|Eastland] [COERCE|seized] a ferry of [whom|Westland] near Lund."
    more = f"[who|Northland] [COERCE|seized] a bridge of [whom|Southland]. {prose(5)}"
    readings = [
        Marked(release).reading("Northland", "2026-03-03"),
        Marked(release + " In full.").reading("Northland", "2026-03-04"),
        Marked(more).reading("Northland", "2026-03-03"),
        Marked(more + " " + other).reading("The Quay", "2026-03-04"),
    ]
    with gathered(tmp_path / "c.db", readings, [Origins(), Happenings()]) as chronicle:
        found = {row.copies[1].outlet: row for row in origins(chronicle)}
        told = {row.id: row.tellings[0].event.trigger.words for row in happenings(chronicle, least=1)}
        assert [told[one] for one in found["Northland"].only_parties] == ["shelled"]
        assert found["The Quay"].only_parties == ()
        assert list(origins(chronicle)) == [*found.values()]


@pytest.mark.parametrize(
    ("text", "agency", "of"),
    [
        ("TARSK (AP) — The mayor met dockers.", "Associated Press", "whole"),
        ("The mayor met dockers.\n\nSource: TASS", "TASS", "whole"),
        ("The mayor met dockers.\n© 2026 The Associated Press. All rights reserved.", "Associated Press", "whole"),
        ("By Ann Vale, Associated Press\nThe mayor met dockers.", "Associated Press", "whole"),
        ("The mayor met dockers, Reuters reported.", "Reuters", "part"),
        ("“We met,” the mayor told Reuters.", "Reuters", "part"),
    ],
)
def test_credits(text: str, agency: str, of: str) -> None:
    (found,) = credits(text)
    assert (found.agency, found.of) == (agency, of) and text[found.start : found.end] in text


def test_no_credit_in_plain_words() -> None:
    assert credits("The AP exams begin in May. Spa towns and a tass of tea; Bloomberg ran for mayor.") == []


def test_the_sample_of_a_part_is_in_that_of_the_whole() -> None:
    words = text_words(prose(4, 800))
    whole, part = sample(hashes(words)), sample(hashes(words[100:400]))
    common, share = shared(whole, part)
    assert share == 1.0 and common > 40
    assert shared(whole, sample(hashes(text_words(prose(5, 800)))))[1] == 0.0


def test_a_party_that_alone_tells_of_an_event(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with gathered(path, [harbour()], [Happenings()]) as chronicle:
        events = chronicle.events(Selection()).rows
        promised = next(event for event in events if event.type == "CONCEDE")
        met = next(event for event in events if event.type == "CONSULT" and not event.voices)
        assert told_by_party(promised) and not told_by_party(met)
        assert only_parties([promised]) and not only_parties([promised, met]) and not only_parties([])
        assert accounts_of(chronicle, promised.id).only_parties and not accounts_of(chronicle, met.id).only_parties
        told = {row.tellings[0].event.type: row.only_parties for row in happenings(chronicle, least=1)}
        assert told["CONCEDE"]
    for command in (["accounts", promised.id], ["happenings", "--least", "1"]):
        ran = CliRunner().invoke(cli.dateline, [*command, "--in", str(path)])
        assert ran.exit_code == 0 and "only by a party" in " ".join(ran.output.split()), ran.output


@pytest.mark.parametrize(("outlet", "own"), [("Harbour Ministry", True), ("The Quay", False)])
def test_an_outlet_that_tells_of_itself(tmp_path: Path, outlet: str, own: bool) -> None:
    text = "The [who|Harbour Ministry] [CONSULT|met] the [whom|Dockers Union]."
    text += " “[said:Harbour Ministry|We shall meet again in May],” it said."
    with gathered(tmp_path / "c.db", [Marked(text).reading(outlet, "2026-03-05")], [Utterances()]) as chronicle:
        (event,) = chronicle.events(Selection()).rows
        assert told_by_party(event) is own
        (said,) = utterances(chronicle, least=1)
        assert said.only_parties is own


SAID = "We will reopen the harbour by May and nobody shall be left without work"


def versions() -> list[Reading]:
    mayor, other = ("Ilka Maroş", "PERSON"), ("Eva Lind", "PERSON")
    return [
        reading(mayor, day="2026-03-05", outlet="The Quay", said=("Maroş", SAID)),
        reading(mayor, day="2026-03-04", outlet="Tarsk Times", said=("Maroş", "We will reopen the harbour by May")),
        reading(mayor, day="2026-03-06", outlet="Lund Daily", said=("Maroş", SAID.replace("by May", "before May"))),
        reading(
            ("Eva Lind", "PERSON"), day="2026-03-06", outlet="Lund Daily", said=("Lind", "We will reopen the pool")
        ),
        reading(other, day="2026-03-05", said=("Lind", "We will reopen the harbour by May")),
    ]


def test_versions_of_one_utterance(tmp_path: Path) -> None:
    with gathered(tmp_path / "c.db", versions(), [Origins(), Utterances()]) as chronicle:
        (row,) = utterances(chronicle)
        assert row.words == SAID and row.speaker == "maros"
        assert (row.first.outlet, row.counts.articles, row.counts.outlets) == ("Tarsk Times", 3, 3)
        told = {version.outlet: version.differences for version in row.versions}
        assert told["The Quay"] == ()
        assert [step["op"] for step in told["Tarsk Times"]] == ["left out"]
        assert told["Lund Daily"] == ({"op": "replaced", "one": "by", "other": "before"},)
        assert utterance(chronicle, row.versions[1].quotations[0]) == row


def test_differences_word_by_word() -> None:
    steps = differences("We will go home, now.", "We shall go home")
    assert [(step["op"], step["one"], step["other"]) for step in steps] == [
        ("same", "We", "We"),
        ("replaced", "will", "shall"),
        ("same", "go home,", "go home"),
        ("left out", "now.", ""),
    ]


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    copies = [told(prose(n % 7)[: 900 - 60 * (n // 7)], f"Outlet {n}", f"2026-03-{n % 9 + 1:02d}") for n in range(35)]
    readings = [*copies, *versions()]
    gathered(tmp_path / "once.db", readings, [Origins(), Utterances()]).close()
    for seed in (1, 2):
        path = tmp_path / f"{seed}.db"
        gathered(path, shuffled(readings, seed), [Origins(), Utterances()], every=seed * 3 - 2).close()
        assert state(path) == state(tmp_path / "once.db")


def test_a_corrected_text_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    first = versions()
    again = [replace(each, quotations=()) for each in first]
    with gathered(tmp_path / "c.db", [*first, *again], [Utterances()], every=1) as chronicle:
        assert list(utterances(chronicle, least=1)) == []
