"""Sentence vectors for similarity: the pretrained encoder's embedding, won back from the trained word vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dateline.language.network import Floats, Network

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span


def sentence_vectors(spans: Iterable[Span], network: Network) -> Floats:
    """A vector of length 1 for each stretch of a Doc that the component has read; their dot product is their cosine."""
    means = [span.doc.tensor[[t.i for t in span if not t.is_space]].mean(0) for span in spans]
    return network.similarity(np.array(means, dtype=np.float32).reshape(len(means), -1))
