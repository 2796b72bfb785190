"""Speech in marks: signatures, double primes, headers, and words in marks that are no speech."""

from __future__ import annotations

import dataclasses

from dateline.language.analysis import Analysis, AttributionSpan
from dateline.model import PublishedFrom
from dateline.quotations import QuotationsStage
from dateline.stage import Draft
from tests.quotations.test_marks import inner
from tests.quotations.test_stage import article, contents, read, words
from tests.support.conllu import doc_from_conllu

SIGNED = """
1  “       “       PUNCT ``  _ 4 punct _ SpaceAfter=No
2  We      we      PRON  PRP _ 4 nsubj _ _
3  all     all     DET   DT  _ 2 det   _ _
4  crossed cross   VERB  VBD _ 0 root  _ _
5  that    that    DET   DT  _ 6 det   _ _
6  bridge  bridge  NOUN  NN  _ 4 obj   _ SpaceAfter=No
7  .       .       PUNCT .   _ 4 punct _ SpaceAfter=No
8  ”       ”       PUNCT ''  _ 4 punct _ _
9  —       —       PUNCT :   _ 10 punct _ _
10 Mara    Mara    PROPN NNP _ 4 dep   _ _
11 Lind    Lind    PROPN NNP _ 10 flat _ SpaceAfter=No
12 ,       ,       PUNCT ,   _ 13 punct _ _
13 Observer Observer PROPN NNP _ 10 appos _ _
"""

PHRASE = """
1 His      his     PRON  PRP$ _ 3 nmod:poss _ _
2 charged  charge  VERB  VBN  _ 3 amod _ _
3 sermons  sermon  NOUN  NNS  _ 4 nsubj _ _
4 held     hold    VERB  VBD  _ 0 root _ _
5 “        “       PUNCT ``   _ 6 punct _ SpaceAfter=No
6 Fire     fire    NOUN  NN   _ 4 obj  _ _
7 Now      now     ADV   RB   _ 6 advmod _ SpaceAfter=No
8 ,        ,       PUNCT ,    _ 6 punct _ SpaceAfter=No
9 ”        ”       PUNCT ''   _ 6 punct _ _
10 once    once    ADV   RB   _ 4 advmod _ SpaceAfter=No
11 .       .       PUNCT .    _ 4 punct _ _
"""

HEADED = """
1 date       date       NOUN NN  _ 6 dep _ _
2 2026-01-19 2026-01-19 NUM  CD  _ 1 dep _ _
3 The        the        DET  DT  _ 4 det _ _
4 dam        dam        NOUN NN  _ 5 nsubj _ _
5 leaked     leak       VERB VBD _ 8 ccomp _ SpaceAfter=No
6 ,          ,          PUNCT ,  _ 8 punct _ _
7 engineers  engineer   NOUN NNS _ 8 nsubj _ _
8 said       say        VERB VBD _ 0 root _ SpaceAfter=No
9 .          .          PUNCT .  _ 8 punct _ _
"""


def test_a_name_after_a_dash_signs_the_words() -> None:
    draft = read(SIGNED)
    (quotation,) = draft.quotations
    assert contents(draft, quotation) == ["“We all crossed that bridge.”"]
    assert words(draft, quotation.speaker) == "Mara Lind" and quotation.form == "direct"


def test_a_phrase_in_marks_beside_a_describing_word_is_no_quotation() -> None:
    assert read(PHRASE).quotations == ()


def test_a_header_is_no_content_and_a_broken_content_is_completed() -> None:
    doc = doc_from_conllu(HEADED)
    spans = (
        AttributionSpan("content", 0, 3, 0.9),
        AttributionSpan("source", 6, 6, 0.9),
        AttributionSpan("cue", 7, 7, 0.9),
    )
    dated = dataclasses.replace(article(doc.text), published_from=PublishedFrom("header", 0, 15))
    draft = Draft(dated, Analysis(doc, "hand", (), spans, (), frozenset({"attributions"})))
    QuotationsStage().read(draft)
    (quotation,) = draft.quotations
    assert contents(draft, quotation) == ["The dam leaked"]
    assert words(draft, quotation.speaker) == "engineers" and quotation.origin.startswith("quotations/model")


def test_a_double_prime_closes_a_curly_mark() -> None:
    assert inner("The “Open Gates 2030″ plan and a 6″ pipe.") == ["Open Gates 2030"]
