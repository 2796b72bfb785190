"""Lemma edit scripts: how a form becomes its lemma, as one of a few hundred classes ("lower-case, cut 3, add y")."""

from __future__ import annotations

from collections.abc import Callable

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
