"""Lemmas by edit script: how a form becomes its lemma, as one of a few hundred classes ("lower-case, cut 3, add y")."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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


class Lemmas:
    """Chooses each word's lemma: the one its form and tag had in training, else the model's best script that training
    had with this tag and ending.
    """

    def __init__(
        self,
        scripts: Sequence[str],
        known: Mapping[str, Mapping[str, str]],
        allowed: Mapping[str, Mapping[str, list[int]]],
    ) -> None:
        self._scripts, self._known, self._allowed = scripts, known, allowed

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
        return apply(self._scripts[best], form)
