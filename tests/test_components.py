"""The spaCy components in a stranger's pipeline: declared, found by name, and the same as a reading."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import dateline
from tests.support.conllu import doc_from_conllu

TEXT = "Ilka Maroş met port workers in Vilnius on Tuesday. “We will reopen the harbour by May,” Maroş said."
NAMES = ("language", "times", "names", "places", "quotations", "events")


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("en")
    for name in NAMES:
        made.add_pipe(f"dateline_{name}")
    return made


def read(nlp: Language, text: str, published: str | None = None) -> Doc:
    doc = nlp.make_doc(text)
    doc._.published = published
    return nlp(doc)


def problems_of(nlp: Language) -> dict[str, list[str]]:
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    problems: dict[str, list[str]] = analysis["problems"]
    return problems


def test_every_need_is_met_and_a_missing_one_is_named(nlp: Language) -> None:
    assert not any(problems_of(nlp).values())
    alone = spacy.blank("en")
    alone.add_pipe("dateline_events")
    assert {"token.dep", "doc._.mentions", "doc._.entities"} <= set(problems_of(alone)["dateline_events"])


def test_the_records_are_those_of_a_reading(nlp: Language) -> None:
    doc, reading = read(nlp, TEXT, "2026-03-05"), dateline.read(TEXT, published="2026-03-05")
    for layer in ("times", "mentions", "entities", "quotations", "events"):
        assert getattr(doc._, layer) == getattr(reading, layer), layer
    assert [(span.text, span.label_) for span in doc.spans["events"]] == [
        (reading.words(event.trigger), event.type) for event in reading.events
    ]
    assert [span.text for span in doc.spans["times"]] == ["Tuesday", "May"]
    assert ("Vilnius", "593116") in [(span.text, span.kb_id_) for span in doc.spans["places"]]
    assert doc.spans["quotations"][0].label_ == "direct"


def test_a_text_of_nothing_and_an_undated_one(nlp: Language) -> None:
    assert read(nlp, "")._.events == () and read(nlp, " \n ")._.mentions == ()
    assert [time.value for time in read(nlp, TEXT)._.times][:1] != ["2026-03-03"]


def test_names_and_quotations_over_another_pipeline_s_parse() -> None:
    parse = """1\tAnn\tAnn\tPROPN\tNNP\t_\t2\tcompound\t_\t_
2\tVale\tVale\tPROPN\tNNP\t_\t3\tnsubj\t_\t_
3\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
4\tthat\tthat\tSCONJ\tIN\t_\t6\tmark\t_\t_
5\tit\tit\tPRON\tPRP\t_\t6\tnsubj\t_\t_
6\trained\train\tVERB\tVBD\t_\t3\tccomp\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_"""
    other = spacy.blank("en")
    for name in ("names", "quotations"):
        other.add_pipe(f"dateline_{name}")
    doc = doc_from_conllu(parse, [(0, 2, "PERSON")], other.vocab)
    for _, component in other.pipeline:
        doc = component(doc)
    assert doc._.entities[0].name == "Ann Vale"
    (quotation,) = doc._.quotations
    assert quotation.form == "indirect" and doc.spans["quotations"][0].text == "that it rained"
