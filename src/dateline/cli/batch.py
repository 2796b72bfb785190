"""`dateline batch`: reads many inputs into Parquet and JSONL, here, on Ray or on Slurm; can be stopped anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dateline.batch import running
from dateline.batch.plan import not_read
from dateline.batch.reading import Settings
from dateline.batch.running import Where
from dateline.cli import complain
from dateline.cli.taking import columns_of, keep_option, table_options
from dateline.errors import BadOption, SourceError
from dateline.sources.dates import published_date

STEPS = {"read": "shards read", "merged": "tasks of months gathered"}


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="The folder to write to.")
@click.option("--workers", default=1, show_default=True, metavar="N", type=click.IntRange(1), help="Processes.")
@click.option("--ray", metavar="ADDRESS", help="Run on a Ray cluster: auto, local or HOST:PORT.")
@click.option(
    "--slurm", multiple=True, metavar="KEY=VALUE", help="Submit to Slurm; partition=... and time=... at least."
)
@click.option("--shard-mb", type=click.FloatRange(0, min_open=True), metavar="MB", help="Megabytes of input a shard.")
@click.option("--published", metavar="DATE", help="The date (YYYY-MM-DD) of articles that carry none.")
@click.option("--outlet", metavar="NAME", help="Who published the articles that do not say it.")
@click.option("--only", metavar="STAGE", help="Run one stage and those it needs, such as times.")
@click.option("--pipeline", metavar="NAME", help="Use another spaCy pipeline instead of dateline's model.")
@click.option("--codebook", metavar="FILE", type=click.Path(path_type=Path), help="Code events by another codebook.")
@table_options
@keep_option
def batch(
    inputs: tuple[str, ...],
    out: Path,
    workers: int,
    ray: str | None,
    slurm: tuple[str, ...],
    shard_mb: float | None,
    published: str | None,
    outlet: str | None,
    only: str | None,
    pipeline: str | None,
    codebook: Path | None,
    columns: tuple[str, ...],
    encoding: str | None,
    keep_source: bool,
) -> int:
    """Read many inputs into DIR: readings as JSON lines and tables as Parquet, a folder a month of publication.

    The inputs are cut into shards. Stop it whenever you like: the same command goes on with the shards that are not
    done. What is no article goes to DIR/refused with the reason. One worker or a hundred write the same bytes.
    """
    if published and not published_date(published).day:
        raise BadOption(f"--published takes a date as YYYY-MM-DD, not {published!r}")
    where = Where(workers, ray, _slurm(slurm))
    if ray and slurm:
        raise BadOption("a batch runs on Ray or on Slurm, not on both")
    running.require("batch", "datatrove", "orjson", "pyarrow")
    settings: Settings = {"published": published, "outlet": outlet, "only": only, "pipeline": pipeline}
    settings["codebook"] = str(codebook.absolute()) if codebook else None
    settings |= _taking(columns_of(columns), encoding, keep_source)
    plan = running.prepare(list(inputs), out, settings, int(shard_mb * 1e6) if shard_mb else None)
    if notice := not_read(plan):
        complain(notice)
    jobs = running.run(plan, out, where, _progress)
    if not running.finished(plan, out):
        told = f"submitted as {', '.join(jobs)}; the same command sums up when they have ended"
        click.echo(f"{out}: {len(plan.shards):,} shards {told if jobs else 'are not finished yet'}")
        return 0
    return _told(running.summary(plan, out), out)


def _taking(columns: tuple[tuple[str, str], ...], encoding: str | None, keep_source: bool) -> Settings:
    """The settings of how files are taken, where they are not the usual ones."""
    said = {
        "columns": json.dumps(columns, ensure_ascii=False) if columns else None,
        "encoding": encoding,
        "keep_source": "yes" if keep_source else None,
    }
    return {name: value for name, value in said.items() if value}


def _slurm(pairs: tuple[str, ...]) -> dict[str, str]:
    options = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    if len(options) < len(pairs):
        raise BadOption("--slurm takes KEY=VALUE, such as partition=cpu")
    if options and not {"partition", "time"} <= set(options):
        raise BadOption("--slurm needs partition=NAME and time=HH:MM:SS at least")
    return options


def _progress(step: str, done: int, tasks: int) -> None:
    click.echo(f"{done:,} of {tasks:,} {STEPS[step]}", err=True)


def _told(found: dict[str, int], out: Path) -> int:
    """Say what was read and what was not; the exit code says whether something was refused."""
    parts = [f"{found['articles']:,} articles, {found['words']:,} words"]
    if found["duplicates"]:
        parts.append(f"{found['duplicates']:,} there twice")
    if found["refused"]:
        parts.append(f"{found['refused']:,} refused (reasons in {out / 'refused'})")
    click.echo(f"{out}: {', '.join(parts)}")
    return SourceError.exit_code if found["refused"] else 0
