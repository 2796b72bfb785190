"""Words: split as Universal Dependencies splits them, on invented datelines, bylines, amounts and clitics."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language import lemmas
from dateline.language.words import blank

NLP = blank()

CASES = {
    "VILNIUS, Jan. 25 (Reuters) -": "VILNIUS | , | Jan. | 25 | ( | Reuters | ) | -",
    "KAUNAS (AP) — Ms. Petraite won't go.": "KAUNAS | ( | AP | ) | — | Ms. | Petraite | wo | n't | go | .",
    "By Jonas Petrauskas, Staff Writer": "By | Jonas | Petrauskas | , | Staff | Writer",
    "a 15-year term": "a | 15 | - | year | term",
    "the well-known anti-government co-chair": "the | well | - | known | anti-government | co-chair",
    "U.S.-backed forces": "U.S. | - | backed | forces",
    "They paid $4.2m, or €3 billion.": "They | paid | $ | 4.2 | m | , | or | € | 3 | billion | .",
    "Sen. Moss met Gov. Lane on Sept. 3.": "Sen. | Moss | met | Gov. | Lane | on | Sept. | 3 | .",
    "the ministers’ plan isn’t theirs": "the | ministers | ’ | plan | is | n’t | theirs",
    "write to press@example.org or see https://example.org/a-b": "write | to | press@example.org | or | see | https://example.org/a-b",
    "What?! Never...": "What | ?! | Never | ...",
    "call 555-014-2368": "call | 555-014-2368",
    "Mats Brask (QAT)/Ivo Lind (FRA)": "Mats | Brask | ( | QAT | ) | / | Ivo | Lind | ( | FRA | )",
    "Wed was not they'd": "Wed | was | not | they | 'd",
}


@pytest.mark.parametrize("text", CASES)
def test_words_are_split_as_in_the_treebanks(text: str) -> None:
    assert " | ".join(token.text for token in NLP(text)) == CASES[text]


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60))
def test_any_text_comes_back(text: str) -> None:
    assert NLP(text).text == text


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.characters(codec="ascii", categories=("Lu", "Ll")), min_size=1, max_size=8), st.text("abcy", min_size=1)
)
def test_a_lemma_script_leads_back_to_the_lemma(form: str, lemma: str) -> None:
    assert lemmas.apply(lemmas.script(form, lemma), form) == lemma


def test_scripts_are_shared_by_words_of_one_kind() -> None:
    assert lemmas.script("Carries", "carry") == lemmas.script("studies", "study") == "l3y"
    assert lemmas.apply("l3y", "Is") == "is"
