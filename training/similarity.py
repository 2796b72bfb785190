"""Fits the similarity head: `python -m training.similarity --texts NEWS.jsonl --model models/dateline-en`.

The trained encoder no longer gives the pretrained one's sentence embeddings. A linear map from the mean of a sentence's
word vectors back to them is fitted by ridge regression on news sentences, and judged on sentences of other articles.
"""

from __future__ import annotations

import argparse
import itertools
import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from dateline.language.component import Component
from dateline.language.network import Network
from dateline.language.words import blank
from training.corpora import rows
from training.train import ENCODER

Floats = NDArray[np.float32]


class Similarity(nn.Module):
    """A linear map and division by length."""

    def __init__(self, weight: Floats, bias: Floats) -> None:
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.from_numpy(weight)), nn.Parameter(torch.from_numpy(bias))

    def forward(self, means: Tensor) -> Tensor:
        mapped = means @ self.weight + self.bias
        return mapped / mapped.norm(dim=-1, keepdim=True).clamp(min=1e-9)


def students(texts: list[str], model: Path) -> tuple[Floats, list[str]]:
    """Mean word vectors and texts of the sentences with five to sixty words."""
    nlp, component = blank(), Component(Network(model))
    means, sentences = [], []
    for text in texts:
        doc = component(nlp(text))
        for sentence in doc.sents:
            words = [t.i for t in sentence if not t.is_space]
            if 5 <= len(words) <= 60:
                means.append(doc.tensor[words].mean(0))
                sentences.append(" ".join(sentence.text.split()))
    return np.array(means, dtype=np.float32), sentences


@torch.no_grad()
def teachers(sentences: list[str]) -> Floats:
    """The pretrained encoder's embeddings: mean over pieces, of length 1."""
    tokenizer, encoder = AutoTokenizer.from_pretrained(ENCODER), AutoModel.from_pretrained(ENCODER).eval()
    found: Floats = np.zeros((len(sentences), 384), dtype=np.float32)
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    for at in range(0, len(order), 64):
        batch = order[at : at + 64]
        pieces = tokenizer(
            [sentences[i] for i in batch], padding=True, truncation=True, max_length=128, return_tensors="pt"
        )
        states, mask = encoder(**pieces).last_hidden_state, pieces["attention_mask"][..., None]
        found[batch] = nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=-1).numpy()
    return found


def fit(x: Floats, y: Floats, ridge: float = 10.0) -> Similarity:
    """Ridge regression with an intercept."""
    wide = np.concatenate([x, np.ones((len(x), 1), dtype=np.float32)], 1).astype(np.float64)
    solved = np.linalg.solve(wide.T @ wide + ridge * np.eye(wide.shape[1]), wide.T @ y).astype(np.float32)
    return Similarity(solved[:-1].copy(), solved[-1].copy())


def _ranks(values: Floats) -> Floats:
    return np.argsort(np.argsort(values)).astype(np.float32)


def judge(head: Similarity, x: Floats, y: Floats) -> dict[str, float]:
    """Mean cosine with the teacher, and rank correlation of the two's similarities over random pairs."""
    mine = head(torch.from_numpy(x)).detach().numpy()
    pairs = np.random.default_rng(0).integers(0, len(x), (20000, 2))
    a, b = pairs[:, 0], pairs[:, 1]
    own, teacher = (mine[a] * mine[b]).sum(1), (y[a] * y[b]).sum(1)
    spearman = np.corrcoef(_ranks(own), _ranks(teacher))[0, 1]
    return {
        "cosine": round(float((mine * y).sum(1).mean()), 4),
        "spearman": round(float(spearman), 4),
        "sentences": len(x),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True, help="JSONL with `text`")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=300)
    args = parser.parse_args()
    texts = [row["text"][:6000] for row in itertools.islice(rows(args.texts), args.articles)]
    tenth = len(texts) // 10
    held_x, held = students(texts[:tenth], args.model)
    x, sentences = students(texts[tenth:], args.model)
    head = fit(x, teachers(sentences))
    print(json.dumps(judge(head, held_x, teachers(held))))
    target = str(args.model / "similarity.onnx")
    names = {"input_names": ["means"], "output_names": ["vectors"]}
    torch.onnx.export(
        head, (torch.randn(2, 384),), target, **names, dynamic_axes={"means": {0: "n"}}, opset_version=17, dynamo=False
    )


if __name__ == "__main__":
    main()
