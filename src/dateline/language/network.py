"""Runs the exported networks (onnxruntime, one thread): words to vectors and tag scores, pairs of words to scores."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.errors import MissingModel
from dateline.language.lemmas import Lemmas
from dateline.language.pieces import Encoded, Pieces

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]
NETWORKS = ("model", "arcs", "relations", "roles", "senses", "attributions", "links")
NAME = "dateline-en"
PAIRS = 20_000
"""Pairs scored at once, so that a long article takes no more memory than a short one."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Class names by layer; `layers` gives the order and sizes of the token layers in the model's tag scores."""

    layers: dict[str, int]
    xpos: tuple[str, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    scripts: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]
    roles: tuple[str, ...]
    senses: dict[str, tuple[str, ...]]
    sense_rows: dict[str, int]
    lemmas: Lemmas


def read_labels(path: Path) -> Labels:
    """Labels from `labels.json`."""
    found = json.loads(path.read_text("utf-8"))
    lists = ("xpos", "upos", "feats", "scripts", "relations", "names", "roles")
    senses = {lemma: tuple(x) for lemma, x in found["senses"].items()}
    rows = {sense: i for i, sense in enumerate(found["sense_rows"])}
    chooser = Lemmas(found["scripts"], found["known_lemmas"], found["allowed_scripts"])
    return Labels(
        found["layers"], lemmas=chooser, senses=senses, sense_rows=rows, **{k: tuple(found[k]) for k in lists}
    )


def folder() -> Path:
    """Where the model is: package data when installed, `models/` of the checkout otherwise. Raises MissingModel."""
    package = Path(__file__).resolve().parent.parent
    for base in (package / "models", package.parent.parent / "models"):
        if (base / NAME / "model.onnx").is_file():
            return base / NAME
    raise MissingModel(f"the language model {NAME} is not installed (looked for {NAME}/model.onnx beside the package)")


class Network:
    """The model's files, loaded: pieces, labels and one session for each network."""

    def __init__(self, path: Path) -> None:
        self.pieces = Pieces(path / "tokenizer.json")
        self.labels = read_labels(path / "labels.json")
        self._path = path
        self._sessions = {name: _session(path / f"{name}.onnx") for name in NETWORKS}
        self.name = f"{NAME}@{fingerprint(path)}"

    def encode(self, window: Encoded) -> tuple[Floats, Floats]:
        """Vectors and tag scores of a window's words. A window is run alone, so nothing beside it changes a score."""
        states, tags = self._run(
            "model",
            ids=np.array([window.ids], dtype=np.int64),
            shapes=np.array([window.shapes], dtype=np.int64),
            first=np.array(window.first, dtype=np.int64),
        )
        return states, tags

    def arcs(self, words: Floats) -> Floats:
        """Arc scores of one sentence: word by [root, words...]."""
        return self._run("arcs", words=words)[0]

    def relations(self, words: Floats, dependents: Whole, governors: Whole) -> Floats:
        """Relation scores of arcs; the governor -1 is the root."""
        governors = np.where(governors < 0, len(words), governors)
        return self._run("relations", words=words, dependents=dependents, governors=governors)[0]

    def roles(self, predicates: Floats, words: Floats, rows: Whole) -> Floats:
        """Role tag scores of rows (predicate, word, distance, up, down, the word's branch, the predicate's branch)."""
        given = {"predicates": predicates, "words": words}
        parts = [self._run("roles", **given, rows=rows[i : i + PAIRS])[0] for i in range(0, len(rows), PAIRS)]
        return np.concatenate(parts)

    def senses(self, words: Floats, rows: Whole) -> Floats:
        """Scores of the senses in each row (-1 pads it)."""
        return self._run("senses", words=words, rows=rows)[0]

    def attributions(self, words: Floats, left: Whole, right: Whole) -> Floats:
        """Scores of (content, cue) pairs in column 0, of (cue, source) pairs in column 1; 0 stands for none."""
        return self._run("attributions", words=words, left=left, right=right)[0]

    def links(self, mentions: Floats, earlier: Whole, kinds: Whole) -> Floats:
        """Scores of earlier mentions (by number, a row for each mention) as antecedents; 0 stands for none."""
        size = PAIRS // earlier.shape[1]
        parts = []
        for start in range(0, len(mentions), size):
            rows = slice(start, start + size)
            low = int(earlier[start].min())
            found = self._run(
                "links",
                later=mentions[rows],
                before=mentions[low : start + size],
                earlier=earlier[rows] - low,
                kinds=kinds[rows],
            )
            parts.append(found[0])
        return np.concatenate(parts)

    def _run(self, name: str, **inputs: Any) -> list[Floats]:
        if name not in self._sessions:
            self._sessions[name] = _session(self._path / f"{name}.onnx")
        found: list[Floats] = self._sessions[name].run(None, inputs)
        return found


def _session(path: Path) -> Any:
    """A network ready to run. Sums before normalisation stay apart from it: fused, they take three times as long."""
    import onnxruntime

    if not path.is_file():
        raise MissingModel(f"the language model is incomplete: {path.name} is missing beside its other files")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


def fingerprint(path: Path) -> str:
    """The first twelve digits of the SHA-256 over the networks' bytes, in order."""
    digest = hashlib.sha256()
    for name in NETWORKS:
        file = path / f"{name}.onnx"
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
