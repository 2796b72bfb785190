"""The tokeniser: spaCy's English rules, changed where Universal Dependencies splits words otherwise (words.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

_DASHES = "-–—−"
_RUNS = (
    r"[!?]{2,}",
    r"(?<![.A-Z])\.[!?]+",
    r"‘’",
    r"\*{2,}",
    r"_{2,}",
    r"={2,}",
    r"~{2,}",
    r"#{2,}",
    r"<{2,}",
    r">{2,}",
    r"-{2,}",
    r"―",
)
"""Repeated marks are one word; a horizontal bar is a word wherever it stands."""
_INFIXES = (
    rf"(?<=[0-9])[{_DASHES}](?=[A-Za-z$€£])",
    rf"(?<=[A-Za-z.%])[{_DASHES}](?=[0-9$€£])",
    rf"(?<=[A-Z]\.)[{_DASHES}](?=[A-Za-z])",
    r"(?<=[\w.,'’”\"\)])[–—](?=[\w'‘“\"\(])",
    r"(?<=and)/(?=or\b)",
    r"(?<=[a-z]{2})/(?=[a-z]{2})",
    r"(?<=[A-Za-z])\((?=[a-z]{1,3}\))",
    r"(?<=\w)\)(?=/)",
    r"(?<=\))/(?=\w)",
)
_HOURS = r"(?<=[0-9])(?:am|pm|AM|PM)"
_NUMBERS = r"\+?\d+(?:-\d+){2,}"
"""Telephone numbers and dates in figures are one word."""


def blank() -> Language:
    """An English pipeline with nothing but the tokeniser, for texts of any length."""
    import spacy
    from spacy.symbols import ORTH
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    nlp = spacy.blank("en")
    nlp.max_length = 1 << 40
    tokenizer: Any = nlp.tokenizer
    runs = list(_RUNS)
    tokenizer.prefix_search = compile_prefix_regex([*runs, *(nlp.Defaults.prefixes or ())]).search
    tokenizer.suffix_search = compile_suffix_regex([*runs, _HOURS, *(nlp.Defaults.suffixes or ())]).search
    tokenizer.infix_finditer = compile_infix_regex([*runs, *_INFIXES, *(nlp.Defaults.infixes or ())]).finditer
    tokenizer.token_match = _whole(data["prefixes"], data["whole"], tokenizer.token_match)
    left_out = set(data["left_out"])
    rules = {text: parts for text, parts in tokenizer.rules.items() if text not in left_out}
    tokenizer.rules = rules | {text: [{ORTH: text}] for text in data["abbreviations"]}
    return nlp


def _whole(prefixes: list[str], whole: list[str], known: Callable[[str], Any] | None) -> Callable[[str], Any]:
    """Matches what is never split inside: a prefix with its word, whole words, figures with several hyphens."""
    words = rf"(?i:{'|'.join(prefixes)})-[A-Za-z]\w*|(?i:{'|'.join(whole)})(?:s|d)?"
    match = re.compile(rf"(?:{words}|{_NUMBERS})\Z").match
    return lambda text: match(text) or (known(text) if known else None)
