"""Types told by words, on names that are set by hand."""

from spacy.tokens import Doc, Span

from dateline.language.kinds import Kinds
from dateline.language.words import blank


def refined(words: str, *names: tuple[int, int, str]) -> list[tuple[str, str]]:
    """The names of a text after their types were told."""
    doc = Doc(blank().vocab, words=words.split())
    doc.set_ents([Span(doc, first, last, kind) for first, last, kind in names])
    Kinds().refine(doc)
    return [(ent.text, ent.label_) for ent in doc.ents]


def test_water_and_land_are_no_states() -> None:
    assert refined("from Orvany to the Selm Sea", (1, 2, "PLACE"), (3, 6, "PLACE")) == [
        ("Orvany", "GPE"),
        ("the Selm Sea", "LOC"),
    ]
