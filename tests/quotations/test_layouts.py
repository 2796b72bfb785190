"""Layouts of speech: collections of signed words, transcripts with turns, headings in marks, split openings."""

from __future__ import annotations

from spacy.tokens import Doc

from dateline.language.analysis import Analysis
from dateline.language.words import blank
from dateline.quotations import QuotationsStage
from dateline.stage import Draft
from tests.quotations.test_stage import article, contents, words

VERBS = {"said", "opened", "closed", "leaked", "are", "is", "ask"}


def read(text: str) -> Draft:
    """The quotations of a text whose only tags are names (capitals), verbs (a few), marks and nouns."""
    made = blank().make_doc(text)
    tags = [_tag(token.text, token.i) for token in made]
    starts: list[bool | int | None] = [
        i == 0 or made[i - 1].text in {".", "?"} or "\n" in made[i - 1].text for i in range(len(made))
    ]
    doc = Doc(
        made.vocab,
        words=[t.text for t in made],
        spaces=[bool(t.whitespace_) for t in made],
        pos=tags,
        lemmas=["say" if t.text == "said" else t.text.lower() for t in made],
        sent_starts=starts,
    )
    draft = Draft(article(text), Analysis(doc, "hand", (), (), (), frozenset({"attributions"})))
    QuotationsStage().read(draft)
    return draft


def _tag(word: str, number: int) -> str:
    if word.isspace():
        return "SPACE"
    if not word[0].isalnum():
        return "PUNCT"
    return (
        "VERB"
        if word in VERBS
        else "PROPN"
        if word[0].isupper() and number > 0 and word not in ("We", "Hopefully")
        else "NOUN"
    )


def test_words_with_the_names_of_those_who_wrote_them() -> None:
    draft = read(
        "“We crossed that bridge every day of our lives.”― Mara Lind\n"
        "“We ask for nothing but a dry road and a light.” ― Tomas Berg\n"
    )
    assert [words(draft, q.speaker) for q in draft.quotations] == ["Mara Lind", "Tomas Berg"]
    assert [len(q.content) for q in draft.quotations] == [1, 1]


def test_the_turns_of_a_transcript_are_whole() -> None:
    draft = read(
        "Lind: the dam leaked. it is shut now.\n\nBerg: who closed it?\n\nLind: the council closed it.\n\nBerg: good.\n"
    )
    assert [words(draft, q.speaker) for q in draft.quotations] == ["Lind", "Berg", "Lind", "Berg"]
    assert contents(draft, draft.quotations[0]) == ["the dam leaked. it is shut now"]


def test_three_lines_with_a_colon_are_no_transcript() -> None:
    draft = read("Lind: the dam leaked.\n\nRiver: the water is high.\n\nRoad: it is shut.\n\nthe council met.\n")
    assert len(draft.quotations) <= 1


def test_a_heading_in_marks_is_no_speech() -> None:
    draft = read("the dam leaked.\n\n'All Gates Are Shut.'\n\nthe council met.\n")
    assert draft.quotations == ()


def test_one_word_before_the_cue_belongs_to_the_speech() -> None:
    draft = read("“Hopefully,” Lind said, “the road is open by May and all of us can cross.”\n")
    (quotation,) = draft.quotations
    assert contents(draft, quotation) == ["“Hopefully,”", "“the road is open by May and all of us can cross.”"]
