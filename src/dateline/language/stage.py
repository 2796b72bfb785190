"""The language stage of a reading: Analysis and sentences, from the shipped model or from any spaCy pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.errors import MissingModel
from dateline.language.analysis import Analysis
from dateline.model import Span, Warning

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from dateline.stage import Draft

EVERYTHING = frozenset({"tags", "lemmas", "tree", "names", "sentences", "predicates", "attributions", "links"})


class LanguageStage:
    """Runs a pipeline over the article's text. `pipeline` names an installed spaCy package to use instead of the model.

    A spaCy package gives what it has of tags, lemmas, tree and names; the other layers are empty and a warning says so.
    """

    name = "language"
    version = "0.1"
    needs: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    gives = ("analysis", "sentences")

    def __init__(self, pipeline: str | None = None) -> None:
        self._own = pipeline is None
        self._nlp, self.model = _load(pipeline)

    def read(self, draft: Draft) -> None:
        """Assign `analysis` and `sentences`."""
        doc = self._nlp(draft.article.text)
        draft.analysis = analysis_of(doc, self.model, everything=self._own)
        if not self._own:
            missing = ", ".join(sorted(EVERYTHING - draft.analysis.gives))
            draft.warnings.append(Warning("layers_missing", f"the pipeline {self.model} does not give: {missing}"))
        draft.sentences = tuple(sentence_spans(doc))


def analysis_of(doc: Doc, model: str, everything: bool) -> Analysis:
    """What a Doc holds: everything, where dateline's component has read it, else what another pipeline gave."""
    if everything:
        predicates, attributions, links = doc._.dateline
        return Analysis(doc, model, predicates, attributions, links, EVERYTHING, doc._.dateline_tag_scores)
    return Analysis(doc, model, gives=_given(doc))


def sentence_spans(doc: Doc) -> list[Span]:
    """The sentences as character spans, blanks at their ends left out."""
    if not doc.has_annotation("SENT_START"):
        return []
    found = []
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if words:
            found.append(Span(words[0].idx, words[-1].idx + len(words[-1])))
    return found


def _load(name: str | None) -> tuple[Language, str]:
    if name is None:
        from dateline.language.component import network, pipeline

        return pipeline(), network().name
    import spacy

    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise MissingModel(f"the spaCy pipeline {name!r} is not installed") from error
    nlp.max_length = 1 << 40
    return nlp, f"{nlp.meta['lang']}_{nlp.meta['name']}@{nlp.meta['version']}"


def _given(doc: Doc) -> frozenset[str]:
    layers = {"tags": "TAG", "lemmas": "LEMMA", "tree": "DEP", "names": "ENT_IOB", "sentences": "SENT_START"}
    return frozenset(layer for layer, attribute in layers.items() if doc.has_annotation(attribute))
