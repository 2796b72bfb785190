"""The parse as plain arrays: heads, relations, lemmas and children, pulled once from a spaCy Doc and walked without
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from dateline.language.lemmas import stems

if TYPE_CHECKING:
    from spacy.tokens import Doc

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj", "acl:relcl", "advcl:relcl", "csubj:pass"})
FUNCTION = frozenset({"punct", "case", "cc", "cc:preconj", "mark", "discourse", "reparandum"})


class Tree:
    """Token arrays of one Doc. `dep` is the UD relation ("root" where a token heads its sentence); lemmas are lower
    case.
    """

    __slots__ = (
        "_edges",
        "children",
        "dep",
        "end",
        "head",
        "lemma",
        "morph",
        "n",
        "opening",
        "pos",
        "sentence",
        "sentences",
        "start",
        "tag",
        "text",
    )

    def __init__(
        self,
        doc: Doc,
        words: Set[str] = frozenset(),
        titles: Set[str] = frozenset(),
        opening: range = range(0),
    ) -> None:
        """The arrays of a Doc, with `words` the known lemmas of verbs, `titles` the nouns that name persons, and
        `opening` the tokens of the line that opens the article.
        """
        tokens = list(doc)
        self.n = len(tokens)
        self.text = [t.text for t in tokens]
        self.lemma = [(t.lemma_ or t.text).lower() for t in tokens]
        self.pos = [t.pos_ for t in tokens]
        self.tag = [t.tag_ for t in tokens]
        self.morph = [str(t.morph) for t in tokens]
        self.start = [t.idx for t in tokens]
        self.end = [t.idx + len(t.text) for t in tokens]
        self.head = [t.head.i for t in tokens]
        self.dep = ["root" if h == i else t.dep_ for i, (t, h) in enumerate(zip(tokens, self.head, strict=True))]
        self.opening = opening
        _part(self, opening)
        _mend(self, words, titles)
        self.sentences = [(s.start, s.end) for s in doc.sents] if self.n else []
        self.sentence = [k for k, (a, b) in enumerate(self.sentences) for _ in range(a, b)]
        self.children: list[list[int]] = [[] for _ in range(self.n)]
        for i, h in enumerate(self.head):
            if h != i and self.pos[i] != "SPACE":
                self.children[h].append(i)
        self._edges: dict[int, tuple[int, int]] = {}

    def base(self, i: int) -> str:
        """The relation without its subtype: nsubj for nsubj:pass."""
        return self.dep[i].split(":", 1)[0]

    def kids(self, i: int, *deps: str) -> list[int]:
        """Children of `i` whose relation, or its part before the colon, is one of `deps`."""
        return [c for c in self.children[i] if self.dep[c] in deps or self.base(c) in deps]

    def case(self, i: int) -> str:
        """The preposition of a nominal, multi-word ones joined ("because of"), "" where there is none."""
        cases = self.kids(i, "case") or [c for d in self.kids(i, "nmod:desc") for c in self.kids(d, "case")]
        first = next((c for c in cases if c < i and self.lemma[c] not in ("'s", "'", "’s", "’")), None)
        if first is None:
            return ""
        words = [first, *self.kids(first, "fixed")]
        while words[-1] + 1 in cases and self.lemma[words[-1] + 1] not in ("'s", "'", "’s", "’"):
            words.append(words[-1] + 1)
        return " ".join(self.text[w].lower() for w in words)

    def up(self, i: int, limit: int = 40) -> Iterator[int]:
        """The ancestors of `i`, nearest first."""
        for _ in range(limit):
            if self.head[i] == i:
                return
            i = self.head[i]
            yield i

    def within(self, i: int) -> Iterator[int]:
        """`i` and everything under it, parents before children."""
        stack = [i]
        while stack:
            j = stack.pop()
            yield j
            stack.extend(reversed(self.children[j]))

    def top(self, first: int, last: int) -> int:
        """The head of a stretch of tokens, both inclusive: the first one that hangs outside it."""
        inside = range(first, last + 1)
        return next((i for i in inside if self.head[i] not in inside or self.head[i] == i), first)

    def edges(self, i: int) -> tuple[int, int]:
        """First and last token of the subtree of `i`, both inclusive."""
        if i not in self._edges:
            low = high = i
            for j in self.within(i):
                low, high = min(low, j), max(high, j)
            self._edges[i] = (low, high)
        return self._edges[i]

    def conjuncts(self, i: int) -> list[int]:
        """`i` and the nominals or predicates joined to it, in order of the text."""
        out = [i]
        for c in self.kids(i, "conj"):
            out.extend(self.conjuncts(c))
        return sorted(out)

    def feature(self, i: int, name: str) -> str:
        """A UD feature of the token ("Tense" -> "Past"), "" where it has none."""
        for part in self.morph[i].split("|"):
            key, _, value = part.partition("=")
            if key == name:
                return value
        return ""


def _part(t: Tree, opening: range) -> None:
    """Takes the line that opens an article ("LUSK:") out of its first sentence: what hung on it takes its place."""
    heads = [i for i in opening if t.head[i] not in opening or t.head[i] == i]
    if not heads:
        return
    anchor = heads[0]
    hung = [i for i in range(t.n) if i not in opening and t.head[i] in opening and t.base(i) != "punct"]
    top = next((i for i in hung if t.pos[i] == "VERB"), hung[0] if hung else t.head[anchor])
    if top in opening:
        return
    if hung and t.head[anchor] == anchor:
        t.head[top], t.dep[top] = top, "root"
    elif hung:
        t.head[top], t.dep[top] = t.head[anchor], t.dep[anchor]
    for i in hung:
        if i != top:
            t.head[i], t.dep[i] = top, "nsubj" if t.dep[i] == "appos" and i < top else t.dep[i]
    for i in heads:
        t.head[i], t.dep[i] = top, "dep"


def _mend(t: Tree, words: Set[str], titles: Set[str]) -> None:
    """Sets right what a parser often gets wrong where the words leave no doubt: lemmas, joined names, titles."""
    for i in range(t.n):
        if words and t.pos[i] in ("VERB", "AUX") and t.lemma[i] not in words:
            found = stems(t.text[i], _inflection(t.text[i].lower(), t.tag[i]))
            t.lemma[i] = next((x for x in found if x in words), t.lemma[i])
        if t.dep[i] == "appos" and _follows_and(t, i):
            t.dep[i] = "conj"
            while t.dep[t.head[i]] in ("nmod:desc", "compound", "amod"):
                t.head[i] = t.head[t.head[i]]
        if t.dep[i] == "appos" and t.head[i] == i - 1 and t.pos[i] == "PROPN" and t.lemma[i - 1] in titles:
            _turn(t, i - 1, i)
        if t.base(i) == "nsubj" and t.dep[i] != "nsubj:outer" and _is_second(t, i):
            t.dep[i] = "obj"
        if t.dep[i] == "obj" and t.dep[t.head[i]] == "xcomp" and i < t.head[i]:
            _raise(t, i)
    for i in range(t.n - 1):
        if t.base(i) == t.base(i + 1) == "nsubj" and t.head[i] == t.head[i + 1] and t.pos[i + 1] == "PROPN":
            t.dep[i], t.head[i] = "nmod:desc", i + 1


def _raise(t: Tree, i: int) -> None:
    """Gives the object before an infinitive to the verb above it ("asked members to help")."""
    verb = t.head[i]
    above = t.head[verb]
    to = next((m for m in range(i, verb) if t.head[m] == verb and t.dep[m] == "mark" and t.lemma[m] == "to"), None)
    if to is not None and above < i:
        t.head[i] = above


def _is_second(t: Tree, i: int) -> bool:
    """Whether a subject behind its verb follows another one before it, in a clause without an object."""
    verb = t.head[i]
    if i < verb or t.pos[verb] != "VERB":
        return False
    others = [c for c in range(t.n) if t.head[c] == verb and c != i]
    return any(t.base(c) == "nsubj" and c < verb for c in others) and all(t.base(c) != "obj" for c in others)


def _turn(t: Tree, title: int, name: int) -> None:
    """Makes a name the head of the title right before it ("the journalist Mara Lind"), as titles hang elsewhere."""
    t.head[name], t.dep[name] = t.head[title] if t.dep[title] != "root" else name, t.dep[title]
    for c in range(t.n):
        if (
            t.head[c] == title
            and c != title
            and t.base(c) in ("case", "cc", "conj", "appos", "acl", "punct", "nsubj", "cop")
        ):
            t.head[c] = name
    t.head[title], t.dep[title] = name, "nmod:desc"


def _follows_and(t: Tree, i: int) -> bool:
    """Whether "and" belongs to the phrase of a name, before it."""
    return t.pos[i] == "PROPN" and any(t.head[c] == i and t.dep[c] == "cc" for c in range(max(0, i - 8), i))


def _inflection(form: str, tag: str) -> str:
    """The tag that a verb's ending asks for, whatever tag it was given."""
    return "VBG" if form.endswith("ing") else tag if tag == "VBZ" else "VBD"
