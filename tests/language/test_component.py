"""The component with the shipped model: any text comes back, results hang on the article alone, trees are trees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from dateline.errors import MissingModel
from dateline.language import load
from dateline.language.conllu import to_conllu
from dateline.language.stage import LanguageStage
from dateline.model import Article, PublishedFrom
from dateline.stage import Draft

DATELINE = (
    "VELMARA, Jan. 25 (Orbis) - President Ilan Morr met Foreign Minister Tessa Vane on Monday, officials said.\n\n"
)
SPEECH = "“We won't leave,” Morr told reporters. “The U.S. and St. Orrin Inc. agreed to it on Sept. 3.”\n\n"
NOTE = "By Lena Ost, Staff Writer\n\nThe council, which hadn't voted since 1990, rejected the plan by 12 votes to 9.\n"
LONG = (DATELINE + SPEECH + NOTE) * 12


@pytest.fixture(scope="module")
def nlp() -> Language:
    try:
        return load()
    except MissingModel:
        pytest.skip("the language model is not in models/")


def article(text: str) -> Article:
    how = PublishedFrom("given")
    return Article("a", "t", "r", None, None, None, (), "2026-01-25", None, how, None, "en", None, text)


def layers(doc: Doc) -> tuple[object, ...]:
    tokens = [(t.text, t.tag_, t.pos_, t.lemma_, str(t.morph), t.dep_, t.head.i, t.is_sent_start) for t in doc]
    return tokens, [(e.start, e.end, e.label_) for e in doc.ents], doc._.dateline


def sentences(doc: Doc) -> Iterator[str]:
    return (" ".join(s.text.split()) for s in doc.sents)


def test_an_article_reads_the_same_alone_after_others_and_in_any_order(nlp: Language) -> None:
    texts = [DATELINE, LONG, SPEECH, NOTE]
    alone = [layers(nlp(text)) for text in texts]
    backwards = [layers(nlp(text)) for text in reversed(texts)]
    assert alone == backwards[::-1]
    assert alone == [layers(doc) for doc in nlp.pipe(texts)]


def test_every_sentence_has_one_root_and_no_cycle_also_across_windows(nlp: Language) -> None:
    doc = nlp(LONG)
    for sentence in doc.sents:
        words = [t for t in sentence if not t.is_space]
        assert sum(t.head.i == t.i for t in words) == 1
        assert all(sentence.start <= t.head.i < sentence.end for t in sentence)
        for word in words:
            assert len(list(word.ancestors)) < len(doc)


def test_windows_leave_no_seam(nlp: Language) -> None:
    first, last = nlp(DATELINE + SPEECH + NOTE), nlp(LONG)
    short = [(t.text, t.pos_) for t in first if not t.is_space]
    long = [(t.text, t.pos_) for t in last if not t.is_space]
    assert len(long) == 12 * len(short)
    same = sum(a == b for a, b in zip(long, short * 12, strict=True))
    assert same >= 0.97 * len(long)


def test_datelines_bylines_and_abbreviations_do_not_break_sentences(nlp: Language) -> None:
    assert list(sentences(nlp(DATELINE + SPEECH + NOTE))) == [
        DATELINE.strip(),
        "“We won't leave,” Morr told reporters.",
        "“The U.S. and St. Orrin Inc. agreed to it on Sept. 3.”",
        "By Lena Ost, Staff Writer",
        "The council, which hadn't voted since 1990, rejected the plan by 12 votes to 9.",
    ]


def test_layers_of_a_plain_report(nlp: Language) -> None:
    doc = nlp(DATELINE)
    met = next(t for t in doc if t.text == "met")
    assert (met.lemma_, met.tag_, met.pos_) == ("meet", "VBD", "VERB")
    subject = next(t for t in met.children if t.dep_ == "nsubj")
    assert "Morr" in {t.text for t in subject.subtree}
    assert {"Ilan Morr", "Tessa Vane"} <= {e.text for e in doc.ents if e.label_ == "PERSON"}
    predicates, attributions, _ = doc._.dateline
    assert "meet" in {p.sense.split(".")[0] for p in predicates}
    assert any(doc[a.first].text == "said" for a in attributions if a.label == "cue")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
def test_any_text_comes_back_with_its_words_in_order(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(t.pos_ for t in doc)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "a", "\x00 \ufffe", "…" * 500, "x" * 3000, "a\u2029b"])
def test_odd_texts_are_read(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


def test_the_stage_gives_analysis_and_sentences(nlp: Language) -> None:
    draft = Draft(article(DATELINE + SPEECH))
    LanguageStage().read(draft)
    assert draft.analysis is not None
    assert draft.analysis.gives >= {"tree", "names", "predicates", "attributions", "links"}
    assert draft.analysis.model.startswith("dateline-en@")
    text = draft.article.text
    first = draft.sentences[0]
    assert text[first.start : first.end] == DATELINE.strip()


def test_conllu_holds_the_text_and_its_contractions(nlp: Language) -> None:
    draft = Draft(article(DATELINE + SPEECH + NOTE))
    LanguageStage().read(draft)
    assert draft.analysis is not None
    lines = to_conllu(draft.analysis, "x").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert all(len(row) == 10 for row in rows)
    covered = {n for r in rows if "-" in r[0] for n in [r[1]]}
    assert {"won't", "hadn't"} <= covered
    words = "".join(r[1] for r in rows if "-" not in r[0])
    assert words == "".join(draft.article.text.split())
    assert sum(r[6] == "0" for r in rows if "-" not in r[0]) == len(draft.sentences)


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(MissingModel, match="no_such_pipeline"):
        LanguageStage(pipeline="no_such_pipeline")
