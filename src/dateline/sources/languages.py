"""Which language a text is in, by py3langid (character n-grams; Lui and Baldwin 2012), or None in doubt."""

from __future__ import annotations

from functools import cache
from typing import Any

SAMPLE = 4000
"""How many characters of the text are looked at."""
FEWEST_LETTERS = 20
LEAST_PROBABILITY = 0.9
ENOUGH_LETTERS = 200
"""From how many letters on the likeliest language is taken however close the next: neighbours are told apart badly."""


def language_of(text: str) -> str | None:
    """The ISO 639 code of the text's language; None for a short text or one that could be several."""
    sample = text[:SAMPLE]
    letters = [character for character in sample if character.isalpha()]
    if len(letters) < FEWEST_LETTERS:
        return None
    code, probability = _identifier().classify(sample)
    sure = probability >= LEAST_PROBABILITY or len(letters) >= ENOUGH_LETTERS or not _latin(letters)
    return str(code) if sure else None


def _latin(letters: list[str]) -> bool:
    """Whether most letters are of the Latin script, whose blocks end before Greek."""
    return 2 * sum(letter < "\u0370" for letter in letters) > len(letters)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
