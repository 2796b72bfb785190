"""Headlines: a name and a colon, "says" at the end, and the turns of a transcript."""

from __future__ import annotations

import dataclasses

import pytest

from dateline.language.analysis import Analysis
from dateline.model import Entity, Mention
from dateline.quotations import QuotationsStage
from dateline.stage import Draft
from tests.quotations.test_stage import article, contents, words
from tests.support.conllu import doc_from_conllu

LINES = """
1 Lind   Lind   PROPN NNP _ 0 root      _ SpaceAfter=No
2 :      :      PUNCT :   _ 4 punct     _ _
3 Bridge bridge NOUN  NN  _ 4 nsubj     _ _
4 stays  stay   VERB  VBZ _ 1 parataxis _ _
5 shut   shut   ADJ   JJ  _ 4 xcomp     _ _

# newpar
1 Mara  Mara PROPN NNP _ 3 nsubj _ _
2 Lind  Lind PROPN NNP _ 1 flat  _ _
3 left  leave VERB VBD _ 0 root  _ SpaceAfter=No
4 .     .    PUNCT .   _ 3 punct _ _
"""

MENTIONS = (Mention("m1", "e1", 0, 4, "name", "PERSON", "test"), Mention("m2", "e1", 25, 34, "name", "PERSON", "test"))
ENTITIES = (Entity("e1", "PERSON", "Mara Lind", ("m1", "m2")),)


def read(title: str | None = None) -> Draft:
    doc = doc_from_conllu(LINES)
    held = dataclasses.replace(article(doc.text), title=title)
    draft = Draft(held, Analysis(doc, "hand"), mentions=MENTIONS, entities=ENTITIES)
    QuotationsStage().read(draft)
    return draft


def test_the_headline_of_the_text() -> None:
    draft = read()
    (quotation,) = draft.quotations
    assert contents(draft, quotation) == ["Bridge stays shut"]
    assert words(draft, quotation.cue) == ":" and quotation.origin.startswith("quotations/layout")
    assert quotation.speaker is not None and quotation.speaker.entity == "e1"


@pytest.mark.parametrize(
    ("title", "content", "stance"),
    [
        ("Mara Lind: Bridge will open", "Bridge will open", "says"),
        ("Bridge will open, promises Lind", "Bridge will open", "promises"),
        ("Bridge never leaked, denies Mara Lind", "Bridge never leaked", "denies"),
    ],
)
def test_a_title_outside_the_text(title: str, content: str, stance: str) -> None:
    draft = read(title)
    quotation = draft.quotations[-1]
    (span,) = quotation.content
    assert span.in_ == "title" and title[span.start : span.end] == content
    assert quotation.stance == stance
    assert quotation.speaker is not None and quotation.speaker.entity == "e1"
    assert len({q.id for q in draft.quotations}) == len(draft.quotations)


@pytest.mark.parametrize("title", ["Weather: Rain on Monday", "Bridge, river, says nobody", "Mara Lind leaves"])
def test_a_title_that_quotes_nobody_known(title: str) -> None:
    assert len(read(title).quotations) == 1
