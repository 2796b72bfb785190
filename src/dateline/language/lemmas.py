"""Lemmas by edit script: how a form becomes its lemma, as one of a few hundred classes ("lower-case, cut 3, add y")."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from numpy import float32
from numpy.typing import NDArray

_BASES: dict[str, Callable[[str], str]] = {"l": str.lower, "k": str, "t": str.title}


def script(form: str, lemma: str) -> str:
    """The shortest script that makes `lemma` of `form`; `=lemma` where they share no beginning."""
    best: tuple[int, int, str] | None = None
    for rank, (name, change) in enumerate(_BASES.items()):
        base = change(form)
        shared = next(
            (i for i, (a, b) in enumerate(zip(base, lemma, strict=False)) if a != b), min(len(base), len(lemma))
        )
        cut, add = len(base) - shared, lemma[shared:]
        text = f"{name}{cut}{add}" if shared else f"={lemma}"
        cost = (cut + len(add) if shared else len(lemma) + len(base) + 1, rank, text)
        best = cost if best is None or cost < best else best
    assert best is not None
    return best[2]


def apply(script: str, form: str) -> str:
    """The lemma that a script gives; the form in lower case where the script cuts more than there is."""
    if script.startswith("="):
        return script[1:]
    digits = len(script[1:]) - len(script[1:].lstrip("0123456789"))
    cut, add = int(script[1 : 1 + digits]), script[1 + digits :]
    base = _BASES[script[0]](form)
    return base[: len(base) - cut] + add if cut < len(base) else form.lower()


def ending(form: str) -> str:
    """The last two letters, by which scripts are told apart."""
    return form[-2:].lower()


VOWELS = frozenset("aeiou")
INFLECTED = frozenset({"NNS", "VBZ", "VBG", "VBD", "VBN"})
MUTE = (
    *("c", "v", "u", "z", "iat", "eat", "uat", "is", "ys", "us", "as", "os", "ns", "rs", "dg", "ag", "rg", "ur", "ir"),
    *("id", "ud", "ut", "in", "um", "rib"),
)
"""Endings behind which a longer verb has lost an e before -ed and -ing."""

BARE = ("ss", "ain", "oin", "een", "ign", "urn", "oid", "aid", "out", "eat")
"""Endings behind which it has not, of those that look as if it had."""


@cache
def _irregular() -> dict[str, str]:
    """Verbs by their irregular forms, from irregular.toml."""
    found = tomllib.loads(Path(__file__).with_name("irregular.toml").read_text("utf-8"))
    same = found.pop("same")
    return {form: verb for verb, forms in found.items() for form in forms} | {verb: verb for verb in same}


def stems(form: str, tag: str) -> list[str]:
    """What an English inflection can be the form of, likeliest first; none where neither the word is irregular nor its
    ending regular.
    """
    word = form.lower()
    if tag in ("VBD", "VBN") and word in _irregular():
        return [_irregular()[word]]
    if tag in ("NNS", "VBZ"):
        return _of_s(word)
    for end in ("ing",) if tag == "VBG" else ("ied", "ed"):
        stem = word.removesuffix(end)
        if stem != word and VOWELS.union("y").intersection(stem or end):
            return [stem + "y"] if end == "ied" else _of_stem(stem)
    return []


def _of_s(word: str) -> list[str]:
    """The nouns or verbs whose form in -s this is."""
    if len(word) > 4 and word.endswith("ies"):
        return [word[:-3] + "y", word[:-1]]
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return [word[:-2], word[:-1]]
    if len(word) > 5 and word.endswith("oes"):
        return [word[:-2], word[:-1]]
    if word.endswith(("oes", "ses", "zes")):
        return [word[:-1], word[:-2]]
    return [word[:-1]] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else []


def _of_stem(stem: str) -> list[str]:
    """The verbs whose -ed or -ing form leaves this stem: with an e, as it is, or with its last letter once."""
    if stem.endswith(("i", "e")):
        return [stem + "e", stem] if stem[-2:] != "ee" else [stem]
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsfzaeiou":
        return [stem[:-1], stem]
    short = len(stem) > 1 and sum(a in VOWELS and b not in VOWELS for a, b in pairwise(stem)) == 1
    lone = short and stem[-1] not in "aeiouwxy" and stem[-2] in VOWELS and stem[-3:-2] not in VOWELS
    at = stem.endswith("at") and stem[-3:-2] not in ("e", "o", "")
    cluster = stem.endswith("l") and stem[-2:-1] in tuple("bcdfgkptz")
    mute = stem.endswith(MUTE) and not stem.endswith(BARE)
    long = stem.endswith("ng") and not short
    bare = [stem, stem + "e"] if not (lone or at or cluster or mute or long) else [stem + "e", stem]
    return [*bare, stem[:-1]] if stem[-2:] in ("ll", "ss", "ff", "zz") else bare


class Lemmas:
    """Chooses each word's lemma: the one its form and tag had in training, else the model's best script that training
    had with this tag and ending; where that makes a word nobody knows, what English inflects so.
    """

    def __init__(
        self,
        scripts: Sequence[str],
        known: Mapping[str, Mapping[str, str]],
        allowed: Mapping[str, Mapping[str, list[int]]],
    ) -> None:
        self._scripts, self._known, self._allowed = scripts, known, allowed
        self._words = {
            letter: {lemma for tag, forms in known.items() if tag[:1] == letter for lemma in forms.values()}
            for letter in ("N", "V")
        }

    def choose(self, forms: Sequence[str], tags: Sequence[str], scores: NDArray[float32]) -> list[str]:
        """One lemma a word."""
        greedy: list[int] = scores.argmax(1).tolist()
        return [
            self._one(form, tag, best, scores[i])
            for i, (form, tag, best) in enumerate(zip(forms, tags, greedy, strict=True))
        ]

    def _one(self, form: str, tag: str, best: int, scores: NDArray[float32]) -> str:
        known = self._known.get(tag, {}).get(form)
        if known is not None:
            return known
        allowed = self._allowed.get(tag, {}).get(ending(form))
        if allowed and best not in allowed:
            best = max(allowed, key=lambda i: (float(scores[i]), -i))
        lemma = apply(self._scripts[best], form)
        if tag not in INFLECTED or lemma in self._words[tag[0]]:
            return lemma
        found = stems(form, tag)
        return next((x for x in found if x in self._words[tag[0]]), found[0] if found else lemma)
