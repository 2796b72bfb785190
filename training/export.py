"""Writes a checkpoint as the run-time model: `python -m training.export --run FOLDER --out models/dateline-en`."""

from __future__ import annotations

import argparse
import json
import math
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from training import corpora
from training.labels import Labels, lemma_tables
from training.model import Reader
from training.train import ENCODER
from training.windows import TOKEN_LAYERS

WORDS = {0: "words"}


def side_by_side(layers: list[nn.Linear]) -> nn.Linear:
    """One layer that gives what these give, one after another."""
    joined = nn.Linear(layers[0].in_features, sum(layer.out_features for layer in layers))
    joined.weight.data = torch.cat([layer.weight for layer in layers]).detach()
    joined.bias.data = torch.cat([layer.bias for layer in layers]).detach()
    return joined


class Encode(nn.Module):
    """Window to word vectors and all token scores, side by side: the encoder written out for one unpadded window.

    Without a mask, with one product for queries, keys and values and one for all token scores.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.embeddings, self.shapes = reader.encoder.embeddings, reader.shapes
        self.layers = reader.encoder.encoder.layer
        attentions = [layer.attention.self for layer in self.layers]
        self.inputs = nn.ModuleList(side_by_side([a.query, a.key, a.value]) for a in attentions)
        self.heads = reader.encoder.config.num_attention_heads
        self.tags = side_by_side([reader.tokens[layer] for layer in TOKEN_LAYERS])

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        given = self.embeddings
        places = given.position_embeddings.weight[: ids.size(1)] + given.token_type_embeddings.weight[0]
        states = given.LayerNorm(given.word_embeddings(ids) + self.shapes(shapes) + places)
        for layer, inputs in zip(self.layers, self.inputs, strict=True):
            after = layer.attention.output
            states = after.LayerNorm(after.dense(self.attend(inputs(states))) + states)
            states = layer.output.LayerNorm(layer.output.dense(layer.intermediate(states)) + states)
        words = states.flatten(0, 1)[first]
        return words, self.tags(words)

    def attend(self, inputs: Tensor) -> Tensor:
        """Softmax attention of all heads."""
        width = inputs.size(-1) // 3
        query, key, value = (
            x.view(1, -1, self.heads, width // self.heads).transpose(1, 2) for x in inputs.chunk(3, -1)
        )
        weights = (query @ key.transpose(2, 3) / math.sqrt(width // self.heads)).softmax(-1)
        return (weights @ value).transpose(1, 2).reshape(1, -1, width)


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
    """Role tag scores of predicate and word pairs; halves are taken apart before they are looked up for the pairs, and
    the vectors of distance, up and down are summed once into a table.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.pair = reader.roles.pair
        distance, up, down, self.branch, self.origin = (e for e in reader.roles.extras)
        table = distance.weight[:, None, None] + up.weight[:, None] + down.weight
        self.steps = nn.Embedding.from_pretrained(table.flatten(0, 2).detach())
        self.sizes = (up.num_embeddings, down.num_embeddings)

    def forward(self, predicates: Tensor, words: Tensor, rows: Tensor) -> Tensor:
        a, u = self.pair.left(predicates).chunk(2, -1)
        b, v = self.pair.right(words).chunk(2, -1)
        i, j = rows[:, 0], rows[:, 1]
        steps = (rows[:, 2] * self.sizes[0] + rows[:, 3]) * self.sizes[1] + rows[:, 4]
        extra = self.steps(steps) + self.branch(rows[:, 5]) + self.origin(rows[:, 6])
        scores: Tensor = self.pair.out(nn.functional.gelu(a[i] + b[j] + u[i] * v[j] + extra))
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
    """Scores of antecedents: for each of the later mentions those of a row of earlier ones."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        links = reader.links
        self.pair = links.pair
        table = links.distance.weight[:, None] + links.same.weight
        self.kinds = nn.Embedding.from_pretrained(table.flatten(0, 1).detach())

    def forward(self, later: Tensor, before: Tensor, earlier: Tensor, kinds: Tensor) -> Tensor:
        a, u = self.pair.left(later)[:, None].chunk(2, -1)
        b, v = self.pair.right(before).chunk(2, -1)
        hidden = a + b[earlier] + u * v[earlier] + self.kinds(kinds)
        scores: Tensor = self.pair.out(nn.functional.gelu(hidden)).squeeze(-1)
        return scores


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
    rows = torch.ones(5, 7, dtype=torch.long)
    write(RolesOut(reader), {"predicates": words[:3], "words": words, "rows": rows}, ["scores"], folder / "roles.onnx")
    write(
        SensesOut(reader),
        {"words": words, "rows": torch.ones(9, 3, dtype=torch.long)},
        ["scores"],
        folder / "senses.onnx",
    )
    write(
        AttributionsOut(reader), {"words": words, "left": n, "right": n + 1}, ["scores"], folder / "attributions.onnx"
    )
    earlier = torch.zeros(4, 5, dtype=torch.long)
    write(
        LinksOut(reader),
        {"later": words[:4], "before": words, "earlier": earlier, "kinds": earlier},
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
    parser.add_argument("--run", type=Path, help="the training run's folder")
    parser.add_argument("--weights", type=Path, help="instead of a run: weights in half precision, as --master writes")
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--checkpoint", default="final.pt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--quantise", choices=("s7", "s8", "u8", "none"), default="s7")
    parser.add_argument("--master", type=Path, help="also write the weights in half precision here")
    args = parser.parse_args()
    labels_path = args.run / "labels.json" if args.run else args.out / "labels.json"
    labels = Labels.load(labels_path)
    reader = Reader(labels, ENCODER)
    reader.load_state_dict(
        torch.load(args.run / args.checkpoint, weights_only=True)["model"]
        if args.run
        else {k: v.float() for k, v in load_file(args.weights).items()}
    )
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
    found = json.loads(labels_path.read_text("utf-8"))
    treebanks = corpora.ewt(args.gold, "train") + corpora.gum(args.gold, "train")
    found |= lemma_tables(treebanks, labels.scripts)
    (args.out / "labels.json").write_text(json.dumps({"layers": layers} | found, ensure_ascii=False), "utf-8")
    shutil.copyfile(Path(ENCODER) / "tokenizer.json", args.out / "tokenizer.json")


if __name__ == "__main__":
    main()
