"""Stories: articles on one happening go together, a second happening of the kind stays a second story, in any order."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.chronicle import Chronicle
from dateline.gather.frame import Node, Tie
from dateline.gather.linkage import average_linkage
from dateline.gather.stories import Stories, likenesses, pair_score, ready
from dateline.gather.terms import cosine, terms, unit
from dateline.gathering import gather
from dateline.model import Article
from dateline.reading import Pipeline
from dateline.sources.article import make_article
from tests.gather.frame_state import state

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "articles.jsonl"

FIRST = (
    "Bruno Tallis kept his middleweight title on Saturday, May 3, when he stopped Joe Wexford in round four before "
    "14,200 people in Lund. Tallis, 31, knocked Wexford down twice before the referee ended the fight.",
    "Champion Bruno Tallis beat Joe Wexford by knockout in round four. Wexford went down twice in front of 14,200 in "
    "Lund on Saturday night in May, and Tallis, 31, kept his middleweight title.",
    "LUND, May 4: Referee Ola Brandt ended Saturday's middleweight fight in the fourth round after Joe Wexford was "
    "knocked down twice by Bruno Tallis, 31, who keeps his title before 14,200 people.",
)
SECOND = (
    "Bruno Tallis stays middleweight champion after twelve rounds against Mikel Aranaz in Porto on Friday, October "
    "17. Judges gave Tallis the fight 115 to 113.",
    "Judges in Porto saw Bruno Tallis ahead by 115 to 113 on Friday, October 17; Mikel Aranaz said that he had won the "
    "middleweight fight and asked for another.",
    "Mikel Aranaz lost to middleweight champion Bruno Tallis on points, 115 to 113, in Porto on Friday night, October "
    "17, and called the judges blind.",
)


def told(texts: Sequence[str]) -> list[Node]:
    return [Node(f"{at:03}", None, terms(None, text)) for at, text in enumerate(texts)]


def cut(
    nodes: list[Node], apart: frozenset[tuple[str, str]] = frozenset(), sure: Sequence[Tie] = ()
) -> list[list[str]]:
    gatherer = Stories()
    pairs = [(one, other) for at, one in enumerate(nodes) for other in nodes[at + 1 :]]
    links = [(one, other, gatherer.decide(one, other)) for one, other in pairs]
    ties = [Tie(one.id, other.id, link.score) for one, other, link in links if link]
    return gatherer.cut(nodes, [*ties, *sure], apart)


def test_a_second_match_of_the_same_boxer_is_a_second_story() -> None:
    assert cut(told([*FIRST, *SECOND])) == [["000", "001", "002"], ["003", "004", "005"]]


def test_what_a_person_judged_stands() -> None:
    nodes = told(FIRST)
    groups = cut(nodes, frozenset({("000", "001")}))
    assert not any({"000", "001"} <= set(group) for group in groups)
    whole = cut(told([*FIRST, *SECOND]), sure=[Tie("000", "003", float("inf"))])
    assert any({"000", "003"} <= set(group) for group in whole)


def test_the_reason_names_what_both_tell() -> None:
    one, other, *_ = told(FIRST)
    link = Stories().decide(one, other)
    assert link is not None
    assert "wexford" in link.reason
    assert set(link.detail) == {"words", "lead", "names", "low", "numbers"}


def test_days_apart_count_against() -> None:
    one, other, *_ = (ready(node.evidence) for node in told(FIRST))
    features = likenesses(one, other)
    assert pair_score(features, days=10) < pair_score(features, days=1) < pair_score(features)


def test_a_name_is_what_is_never_written_small() -> None:
    found = terms("Rose wins", "Rose won. A rose is a rose, said Pim of the Guard. The Guard said no.")
    assert "pim" in found["names"]
    assert "rose" not in found["names"]
    assert found["words"]["rose"] == 4


@given(st.text(max_size=400))
def test_any_text_has_terms_and_is_like_itself(text: str) -> None:
    found = terms(None, text)
    assert found == terms(None, text)
    assert json.loads(json.dumps(found)) == found
    vector = unit(found["words"], lambda word: 1.0)
    assert not vector or cosine(vector, vector) == pytest.approx(1.0)


@given(st.lists(st.floats(-8, 8), min_size=10, max_size=10))
def test_linkage_puts_everything_somewhere_once(values: list[float]) -> None:
    matrix = np.zeros((5, 5))
    matrix[np.triu_indices(5, 1)] = values
    groups = average_linkage(matrix + matrix.T, -1.0, lambda one, other, mean: len(one) + len(other) < 4)
    assert sorted(i for group in groups for i in group) == list(range(5))
    assert all(len(group) < 4 for group in groups)


def articles() -> list[Article]:
    rows = [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()]
    kept = ("published", "title", "outlet")
    return [make_article(row["text"], ref=row["id"], **{key: row[key] for key in kept}) for row in rows[:30]]


def gathered(path: Path, order: list[Article], at_once: bool) -> str:
    reader = Pipeline([])
    with Chronicle.open(path) as chronicle:
        for article in order:
            chronicle.add(reader.read(article))
            if not at_once:
                gather(chronicle, [Stories()])
        gather(chronicle, [Stories()])
    return repr(state(path))


def test_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    found = set()
    for seed in range(3):
        order = random.Random(seed).sample(articles(), 30)
        for at_once in (True, False):
            found.add(gathered(tmp_path / f"{seed}{at_once}.db", order, at_once))
    assert len(found) == 1


def test_stories_of_the_examples(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    gathered(path, articles(), at_once=True)
    with Chronicle.open(path) as chronicle, chronicle.transaction() as connection:
        rows = connection.execute(
            'SELECT a.ref, n."group" FROM nodes n JOIN parts p ON p.gatherer = n.gatherer AND p.node = n.node'
            " JOIN articles a ON a.number = p.record / 16777216"
        )
        story = dict(rows.fetchall())
    bomb = {story[ref] for ref in ("mw-0307-bomb", "hp-0308-bomb", "cl-0309-bomb", "mw-0311-toll")}
    fire = {story[ref] for ref in ("hp-0307-terminal", "tl-0308-release", "mw-0311-probe")}
    truce = {story[ref] for ref in ("mw-0305-vienna", "hp-0306-vienna", "cl-0306-vienna", "rt-0306-vienna")}
    assert len(bomb) == len(fire) == len(truce) == 1
    assert len(bomb | fire | truce) == 3
