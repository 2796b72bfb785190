"""Which language a text is in, by py3langid (character n-grams; Lui and Baldwin 2012), or None in doubt."""

from __future__ import annotations

from functools import cache
from typing import Any

SAMPLE = 4000
"""How many characters of the text are looked at."""
FEWEST_LETTERS = 20
LEAST_PROBABILITY = 0.9


def language_of(text: str) -> str | None:
    """The ISO 639 code of the text's language; None for a short text or one that could be several."""
    sample = text[:SAMPLE]
    if sum(character.isalpha() for character in sample) < FEWEST_LETTERS:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= LEAST_PROBABILITY else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
