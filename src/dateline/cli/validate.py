"""`dateline validate`: a blind sample of a chronicle, coded in the terminal; figures and a replication archive."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from itertools import combinations
from pathlib import Path

import click

from dateline.chronicle import Chronicle
from dateline.cli.codebook import codebook_option
from dateline.cli.options import chronicle_option
from dateline.cli.safe import harmless
from dateline.errors import BadOption
from dateline.evaluate.validation import Figure, Item, Judgements, Sample, agreement, draw, figures, sample_from
from dateline.ids import bytes_id
from dateline.version import __version__

SAMPLE = "sample.json"
ARCHIVE = "replication.zip"
EPOCH = (1980, 1, 1, 0, 0, 0)
AROUND = 200
"""How many characters before and after the sentence are shown."""


@click.command()
@chronicle_option
@click.option("--sample", "size", type=click.IntRange(min=2), default=200, show_default=True, metavar="N",
              help="How many sentences are drawn.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, metavar="N", help="Another seed, another sample.")
@click.option("--to", "folder", type=click.Path(path_type=Path), default=Path("validation"), show_default=True,
              metavar="FOLDER", help="Where the sample, what people code and the archive are kept.")  # fmt: skip
@click.option("--coder", metavar="NAME", help="Code the sample under this name; without it, only the figures.")
@click.option("--texts", is_flag=True, help="Put the sentences into the archive too.")
@codebook_option
def validate(
    path: str, size: int, seed: int, folder: Path, coder: str | None, texts: bool, codebook: Path | None
) -> None:
    """Measure the record on your own corpus: code a blind sample of sentences, see agreement, precision and recall.

    Half of the sample are sentences with a row, half without one; which is which is not shown. Coding can be stopped
    (q) and taken up again; a second person codes the same sample under another name.
    """
    types = _types(codebook)
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        sample = _sample(chronicle, folder, size, seed)
        if coder:
            _code(chronicle, sample, folder, coder, types)
        shown = {i.id: _passage(chronicle, i) for i in sample.items} if texts else {}
    coded = _coded(folder)
    _report(sample, coded, types)
    _archive(folder, shown)
    click.echo(f"\n{folder / ARCHIVE}: the sample, what was coded, versions and hashes{', and the sentences' * texts}")


def _types(codebook: Path | None) -> list[str]:
    from dateline.events import load, plover

    return list((load(codebook) if codebook else plover()).types)


def _sample(chronicle: Chronicle, folder: Path, size: int, seed: int) -> Sample:
    """The sample in the folder, or a new one; a folder keeps one sample, so that two people code the same."""
    file = folder / SAMPLE
    if file.exists():
        kept = sample_from(json.loads(file.read_text("utf-8")))
        if kept.seed != seed:
            raise BadOption(f"{file} was drawn with the seed {kept.seed}; choose another folder with --to")
        return kept
    sample = draw(chronicle.readings(), size, seed)
    if not sample.items:
        raise BadOption("the chronicle holds no sentences to draw from")
    folder.mkdir(parents=True, exist_ok=True)
    about = {"dateline": __version__, **asdict(sample)}
    file.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return sample


def _coded(folder: Path) -> dict[str, Judgements]:
    """What each person has coded, by name."""
    out: dict[str, Judgements] = {}
    for file in sorted(folder.glob("coder-*.jsonl")):
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        out[file.stem.removeprefix("coder-")] = {r["item"]: frozenset(r["types"]) for r in rows}
    return out


def _code(chronicle: Chronicle, sample: Sample, folder: Path, coder: str, types: list[str]) -> None:
    """Ask for the types of each sentence that this person has not coded yet; each answer is on the disk at once."""
    if not coder.replace("-", "").replace("_", "").isalnum():
        raise BadOption(f"--coder takes a name of letters, digits, - and _, not {coder!r}")
    done = _coded(folder).get(coder, {})
    left = [i for i in sample.items if i.id not in done]
    click.echo(
        f"Types: {' '.join(types)}\nName those the sentence tells (beginnings will do), Enter for none, q to stop."
    )
    with (folder / f"coder-{coder}.jsonl").open("a", encoding="utf-8") as out:
        for number, item in enumerate(left, len(done) + 1):
            click.echo(f"\n[{number} of {len(sample.items)}]\n{_passage(chronicle, item)}")
            named = _asked(types)
            if named is None:
                return
            out.write(json.dumps({"item": item.id, "types": named}) + "\n")
            out.flush()


def _asked(types: list[str]) -> list[str] | None:
    """The types that a person names, asked again until all are known; None to stop."""
    while True:
        try:
            words = click.prompt("events", default="", show_default=False, prompt_suffix="> ").upper().split()
        except click.Abort:
            return None
        if words == ["Q"]:
            return None
        meant = [[t for t in types if t.startswith(word.strip(","))] for word in words]
        if all(len(found) == 1 for found in meant):
            return sorted({found[0] for found in meant})
        unclear = ", ".join(w for w, found in zip(words, meant, strict=True) if len(found) != 1)
        click.echo(f"not one type each: {harmless(unclear)}")


def _passage(chronicle: Chronicle, item: Item) -> str:
    """The sentence between brackets, with some of the text around it."""
    reading = chronicle.reading(item.article)
    if reading is None or reading.article.text_id != item.text_id:
        raise BadOption("the chronicle no longer holds an article of this sample")
    text = reading.article.text
    before, after = text[max(0, item.start - AROUND) : item.start], text[item.end : item.end + AROUND]
    told = f"{before}[[ {text[item.start : item.end]} ]]{after}"
    return harmless(f"({reading.article.published or 'no date'}) {told}", lines=True)


def _report(sample: Sample, coded: dict[str, Judgements], types: list[str]) -> None:
    held = f"{sum(bool(i.rows) for i in sample.items)} with a row of {sample.with_rows:,}"
    click.echo(f"\n{len(sample.items)} sentences: {held}, the rest of {sample.without_rows:,} without one")
    for first, second in combinations(coded, 2):
        for name, value in agreement(sample, coded[first], coded[second], types).items():
            shown = "not defined" if value is None else f"{value:.2f}"
            click.echo(f"agreement of {first} and {second}, {name}: kappa {shown}")
    for name, judgements in coded.items():
        click.echo(f"\nagainst {name} ({len(judgements)} sentences coded)")
        for figure in figures(sample, judgements, types):
            click.echo(_line(figure))


def _line(figure: Figure) -> str:
    if figure.value is None:
        return f"  {figure.name:<24}    -"
    low, high = 100 * figure.low, 100 * figure.high
    return f"  {figure.name:<24} {100 * figure.value:5.1f}  ({low:.1f} to {high:.1f}, n = {figure.n})"


def _archive(folder: Path, shown: dict[str, str]) -> None:
    """Write the replication archive: the same bytes for the same sample and judgements."""
    with zipfile.ZipFile(folder / ARCHIVE, "w") as archive:
        hashes = {}
        for name, data in _files(folder, shown):
            hashes[name] = bytes_id(data)
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data)
        manifest = json.dumps({"dateline": __version__, "sha256": hashes}, indent=1)
        archive.writestr(zipfile.ZipInfo("manifest.json", EPOCH), manifest)


def _files(folder: Path, shown: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    for file in (folder / SAMPLE, *sorted(folder.glob("coder-*.jsonl"))):
        yield file.name, file.read_bytes()
    if shown:
        yield "sentences.json", json.dumps(shown, ensure_ascii=False, indent=1).encode()
