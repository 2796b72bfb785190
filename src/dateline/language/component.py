"""The spaCy component `dateline_language`: fills a tokenised Doc with everything the model reads in it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from dateline.language import layers, tree
from dateline.language.analysis import Argument, AttributionSpan, Link, Predicate, TagScores
from dateline.language.kinds import Kinds
from dateline.language.layers import Parsed
from dateline.language.mending import mend
from dateline.language.naming import find_names
from dateline.language.network import Floats, Network, folder
from dateline.language.paragraphs import paragraph_breaks
from dateline.language.sentences import find_sentences, segments
from dateline.language.windows import Words, encode
from dateline.language.words import blank

EXTENSION = "dateline"
"""`doc._.dateline` holds the layers a Doc has no place for: (predicates, attributions, links)."""

TAG_SCORES = "dateline_tag_scores"
"""`doc._.dateline_tag_scores` holds the TagScores of attributions, None where the component has not run."""

Extra = tuple[tuple[Predicate, ...], tuple[AttributionSpan, ...], tuple[Link, ...]]


@cache
def network() -> Network:
    """The shipped networks, loaded once a process."""
    return Network(folder())


@cache
def pipeline() -> Language:
    """The shipped pipeline, built once a process."""
    nlp = blank()
    nlp.add_pipe("dateline_language")
    return nlp


ASSIGNS = ("tag", "pos", "morph", "lemma", "dep", "head", "is_sent_start", "ent_type", "ent_iob")


@Language.factory(
    "dateline_language",
    assigns=[*(f"token.{name}" for name in ASSIGNS), "doc.sents", "doc.ents", "doc.tensor", f"doc._.{EXTENSION}"],
)
def create(nlp: Language, name: str) -> Component:
    """The factory; the entry point `spacy_factories` makes spaCy find it."""
    return Component(network())


class Component:
    """Reads a Doc; its result depends on the Doc's tokens alone."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._kinds = Kinds()
        if not Doc.has_extension(EXTENSION):
            Doc.set_extension(EXTENSION, default=((), (), ()))
            Doc.set_extension(TAG_SCORES, default=None)

    def __call__(self, doc: Doc) -> Doc:
        texts = [token.text for token in doc]
        tokens = [i for i, text in enumerate(texts) if not text.isspace()]
        if not tokens:
            return _empty(doc)
        words = _words(doc, texts, tokens)
        parsed, tags = self.parse(words, None)
        doc = _annotated(doc, texts, tokens, parsed, tags, self.network)
        labels = self.network.labels.names
        names = find_names(parsed.forms, parsed.sentences, parsed.scores["names"], labels)
        doc.set_ents([Span(doc, tokens[a], tokens[b] + 1, kind) for a, b, kind in names])
        self._kinds.refine(doc)
        doc.tensor = _tensor(len(doc), tokens, parsed.states)  # type: ignore[assignment]
        doc._.dateline = _extra(tokens, parsed, self.network)
        doc._.dateline_tag_scores = TagScores(tokens, {k: parsed.scores[k] for k in layers.ATTRIBUTION_COSTS})
        return doc

    def parse(self, words: Words, sentences: list[tuple[int, int]] | None) -> tuple[Parsed, dict[str, list[str]]]:
        """Tags and trees; `sentences` are taken as given instead of found (to be measured on gold tokens)."""
        net = self.network
        states, scores = encode(words, net.pieces, net.encode)
        layered = _split(scores, net)
        whole = sentences or find_sentences(layered["start"], words)
        parts = segments(words, whole)
        heads = _heads(net, states, parts)
        hung = _attach(heads, whole, parts)
        relations = _relations(net, states, heads, hung)
        tags = {
            k: [getattr(net.labels, k)[i] for i in layered[k].argmax(1).tolist()] for k in ("xpos", "upos", "feats")
        }
        mend(heads, relations, tags["upos"], tags["xpos"], net.labels.relations)
        tags["lemma"] = net.labels.lemmas.choose(words.forms, tags["xpos"], layered["scripts"])
        return Parsed(words.forms, tags["lemma"], tags["upos"], heads, relations, whole, parts, states, layered), tags


def _empty(doc: Doc) -> Doc:
    for token in doc:
        token.pos_, token.tag_, token.lemma_ = "SPACE", "_SP", token.text
    return doc


def _words(doc: Doc, texts: list[str], tokens: list[int]) -> Words:
    text = doc.text
    starts = doc.to_array(["IDX", "LENGTH"]).astype(np.int64)
    ends = starts.sum(1)
    glued = [False] + [int(ends[a]) == int(starts[b, 0]) for a, b in pairwise(tokens)]
    gaps = [text[ends[a] : starts[b, 0]] for a, b in pairwise(tokens)]
    return Words(tuple(texts[i] for i in tokens), tuple(glued), paragraph_breaks(text, gaps))


def _split(scores: Floats, net: Network) -> dict[str, Floats]:
    ends = np.cumsum(list(net.labels.layers.values()))
    return dict(zip(net.labels.layers, np.split(scores, ends[:-1], axis=1), strict=True))


def _heads(net: Network, states: Floats, parts: list[tuple[int, int]]) -> list[int]:
    heads: list[int] = []
    for start, end in parts:
        local = tree.decode(net.arcs(states[start:end])) if end - start > 1 else [-1]
        heads.extend(h + start if h >= 0 else -1 for h in local)
    return heads


def _attach(heads: list[int], whole: list[tuple[int, int]], parts: list[tuple[int, int]]) -> list[int]:
    """Hang each dateline's root on the root of its sentence; which words those are."""
    ends, hung = {end for _, end in whole}, []
    for (start, end), (_, last) in pairwise(parts):
        if end not in ends:
            roots = [i for i in range(start, last) if heads[i] < 0]
            heads[roots[0]] = roots[-1]
            hung.append(roots[0])
    return hung


def _relations(net: Network, states: Floats, heads: list[int], hung: list[int]) -> list[int]:
    """The best relation of each arc; `root` is the root's and no other word's, a dateline is beside the clause."""
    governors = np.array(heads, dtype=np.int64)
    scores = net.relations(states, np.arange(len(heads), dtype=np.int64), governors)
    root = net.labels.relations.index("root")
    scores[governors >= 0, root] = -np.inf
    chosen: NDArray[np.int64] = np.where(governors < 0, root, scores.argmax(1))
    chosen[hung] = net.labels.relations.index("parataxis")
    found: list[int] = chosen.tolist()
    return found


def _annotated(
    doc: Doc, texts: list[str], tokens: list[int], parsed: Parsed, tags: dict[str, list[str]], net: Network
) -> Doc:
    """A Doc of the same tokens with tags, lemmas, heads and sentence starts; blanks hang on the word before them."""
    n, relations = len(doc), net.labels.relations
    starts = {tokens[start] for start, _ in parsed.sentences[1:]}
    pos, tag, morphs = ["SPACE"] * n, ["_SP"] * n, [""] * n
    lemma, deps, heads = list(texts), ["dep"] * n, _blank_heads(n, tokens)
    for word, i in enumerate(tokens):
        head = parsed.heads[word]
        pos[i], tag[i], lemma[i] = tags["upos"][word], tags["xpos"][word], tags["lemma"][word]
        morphs[i] = tags["feats"][word].removeprefix("_")
        deps[i] = "ROOT" if head < 0 else relations[parsed.relations[word]]
        heads[i] = tokens[head] if head >= 0 else i
    new = Doc(
        doc.vocab,
        words=texts,
        spaces=doc.to_array(["SPACY"]).astype(bool).tolist(),
        user_data=doc.user_data,
        pos=pos,
        tags=tag,
        morphs=morphs,
        lemmas=lemma,
        heads=heads,
        deps=deps,
        sent_starts=[i == 0 or i in starts for i in range(n)],
    )
    return new


def _tensor(n: int, tokens: list[int], states: Floats) -> Floats:
    """The word vectors by token; blanks have none."""
    tensor = np.zeros((n, states.shape[1]), dtype=np.float32)
    tensor[tokens] = states
    return tensor


def _blank_heads(n: int, tokens: list[int]) -> list[int]:
    """For every token the word before it, or the first word."""
    heads, last, words = [], tokens[0], set(tokens)
    for i in range(n):
        last = i if i in words else last
        heads.append(last)
    return heads


def _extra(tokens: list[int], parsed: Parsed, net: Network) -> Extra:
    """Predicates, attributions and links, with word indexes turned into token indexes."""
    predicates = tuple(
        Predicate(
            tokens[p.token], p.sense, tuple(Argument(a.label, tokens[a.first], tokens[a.last]) for a in p.arguments)
        )
        for p in layers.predicates(parsed, net)
    )
    attributions = tuple(
        AttributionSpan(a.label, tokens[a.first], tokens[a.last], a.score, a.group)
        for a in layers.attributions(parsed, net)
    )
    links = tuple(
        Link(tokens[x.first], tokens[x.last], tuple((tokens[a], tokens[b], s) for a, b, s in x.antecedents))
        for x in layers.links(parsed, net)
    )
    return predicates, attributions, links
