"""Writes a checkpoint as the run-time model: `python -m training.export --run FOLDER --out models/dateline-en`."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import save_file
from torch import Tensor, nn

from training import corpora
from training.labels import Labels, lemma_tables
from training.losses import link_distance
from training.model import Reader
from training.train import ENCODER
from training.windows import TOKEN_LAYERS

WORDS = {0: "words"}


class Encode(nn.Module):
    """Window to word vectors and all token scores, side by side."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        words = self.reader.words(ids, shapes, torch.ones_like(ids), first)
        return words, torch.cat([self.reader.tokens[layer](words) for layer in TOKEN_LAYERS], -1)


class ArcsOut(nn.Module):
    """Arc scores of one sentence."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, words: Tensor) -> Tensor:
        scores: Tensor = self.reader.arcs(words[None], self.reader.root)[0]
        return scores


class RelationsOut(nn.Module):
    """Relation scores of given arcs."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, words: Tensor, dependents: Tensor, governors: Tensor) -> Tensor:
        pair = self.reader.relations
        right = pair.right(torch.cat([words, self.reader.root[None]]))
        return pair.join(pair.left(words)[dependents], right[governors])


class RolesOut(nn.Module):
    """Role tag scores of predicate and word pairs."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, words: Tensor, pairs: Tensor) -> Tensor:
        roles = self.reader.roles
        left, right = roles.pair.left(words), roles.pair.right(words)
        scores: Tensor = roles(left[pairs[:, 0]], right[pairs[:, 1]], pairs[:, 2:])
        return scores


class SensesOut(nn.Module):
    """Scores of each predicate's senses."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, words: Tensor, rows: Tensor) -> Tensor:
        rows = rows.clamp(min=0)
        senses = self.reader.senses
        return (senses.weight[rows] * words[:, None]).sum(-1) + senses.bias[rows]


class AttributionsOut(nn.Module):
    """Scores of content and cue, cue and source pairs."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, words: Tensor, left: Tensor, right: Tensor) -> Tensor:
        scores: Tensor = self.reader.attributions(words[left], words[right])
        return scores


class LinksOut(nn.Module):
    """Scores of antecedents."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, words: Tensor, later: Tensor, earlier: Tensor, same: Tensor) -> Tensor:
        links = self.reader.links
        left, right = links.pair.left(words)[later], links.pair.right(words)[earlier]
        extra = links.distance(link_distance(later, earlier)) + links.same(same)
        return links.pair.join(left, right, extra).squeeze(-1)


def write(module: nn.Module, inputs: dict[str, Tensor], outputs: list[str], path: Path) -> None:
    """One network as ONNX; every axis of an input but a fixed width may vary."""
    varying = {k: {i: f"{k}{i}" for i in range(v.dim()) if v.shape[i] not in (7, 384)} for k, v in inputs.items()}
    torch.onnx.export(
        module.eval(), tuple(inputs.values()), str(path), input_names=list(inputs), output_names=outputs,
        dynamic_axes=varying, opset_version=17, dynamo=False,
    )  # fmt: skip


def networks(reader: Reader, folder: Path) -> None:
    """All networks in single precision."""
    words, n = torch.randn(9, 384), torch.arange(5)
    write(Encode(reader), {"ids": torch.randint(5, 900, (1, 12)), "shapes": torch.ones(1, 12, dtype=torch.long),
                           "first": torch.arange(1, 10)}, ["states", "tags"], folder / "model.onnx")  # fmt: skip
    write(ArcsOut(reader), {"words": words}, ["scores"], folder / "arcs.onnx")
    write(
        RelationsOut(reader),
        {"words": words, "dependents": n, "governors": n + 1},
        ["scores"],
        folder / "relations.onnx",
    )
    write(
        RolesOut(reader),
        {"words": words, "pairs": torch.ones(5, 7, dtype=torch.long)},
        ["scores"],
        folder / "roles.onnx",
    )
    write(
        SensesOut(reader),
        {"words": words, "rows": torch.ones(9, 3, dtype=torch.long)},
        ["scores"],
        folder / "senses.onnx",
    )
    write(
        AttributionsOut(reader), {"words": words, "left": n, "right": n + 1}, ["scores"], folder / "attributions.onnx"
    )
    write(
        LinksOut(reader),
        {"words": words, "later": n + 2, "earlier": n, "same": n * 0},
        ["scores"],
        folder / "links.onnx",
    )


def quantise(source: Path, target: Path, mode: str) -> None:
    """Weights of 8 bits, activations scaled at run time. `s7`: 7-bit weights, so that processors without VNNI do not
    saturate and give what those with it give; `u8` and `s8` are there to be compared.
    """
    kinds = {"s7": (QuantType.QInt8, True), "s8": (QuantType.QInt8, False), "u8": (QuantType.QUInt8, False)}
    kind, reduced = kinds[mode]
    quantize_dynamic(
        str(source), str(target), weight_type=kind, reduce_range=reduced, per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"] if target.stem == "model" else ["MatMul"],
    )  # fmt: skip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="the training run's folder")
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--checkpoint", default="final.pt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--quantise", choices=("s7", "s8", "u8", "none"), default="s7")
    parser.add_argument("--master", type=Path, help="also write the weights in half precision here")
    args = parser.parse_args()
    labels = Labels.load(args.run / "labels.json")
    reader = Reader(labels, ENCODER)
    reader.load_state_dict(torch.load(args.run / args.checkpoint, weights_only=True)["model"])
    reader.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    if args.master:
        save_file({k: v.half().contiguous() for k, v in reader.state_dict().items()}, str(args.master))
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch)
        networks(reader, plain)
        for file in sorted(plain.glob("*.onnx")):
            target = args.out / file.name
            if args.quantise == "none" or file.stem != "model":
                shutil.copyfile(file, target)
            else:
                quantise(file, target, args.quantise)
    layers = {layer: reader.tokens[layer].out_features for layer in TOKEN_LAYERS}
    found = json.loads((args.run / "labels.json").read_text("utf-8"))
    treebanks = corpora.ewt(args.gold, "train") + corpora.gum(args.gold, "train")
    found |= lemma_tables(treebanks, labels.scripts)
    (args.out / "labels.json").write_text(json.dumps({"layers": layers} | found, ensure_ascii=False), "utf-8")
    shutil.copyfile(Path(ENCODER) / "tokenizer.json", args.out / "tokenizer.json")


if __name__ == "__main__":
    main()
