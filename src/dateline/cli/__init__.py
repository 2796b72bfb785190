"""The command line: one registry of commands, each imported only when it is run; errors become one line."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from dateline import __version__
from dateline.errors import DatelineError, Unexpected

COMMANDS: dict[str, tuple[str, str]] = {
    # name: (module:function, one line of help)
    "read": ("dateline.cli.read:read", "Read articles and show what they record, or print it as JSON."),
    "add": ("dateline.cli.add:add", "Read articles and keep their record in a chronicle."),
    "batch": ("dateline.cli.batch:batch", "Read many inputs into Parquet and JSONL, on many processors."),
    "load": ("dateline.cli.load:load", "Bring a finished batch into a chronicle."),
    "follow": ("dateline.cli.follow:follow", "Fetch what feeds and sitemaps announce into a chronicle."),
    "events": ("dateline.cli.listings:events", "List who did what to whom, when, where, and who says so."),
    "quotes": ("dateline.cli.listings:quotes", "List who said what, to whom, and how."),
    "times": ("dateline.cli.listings:times", "List time expressions with their values and bounds."),
    "names": ("dateline.cli.listings:names", "List who and what is named, how often and where."),
    "search": ("dateline.cli.search:search", "Find words in articles and quotations."),
    "show": ("dateline.cli.show:show", "Show one record: every field with its words."),
    "explain": ("dateline.cli.explain:explain", "Say why one event reads as it does."),
    "why-not": ("dateline.cli.why_not:why_not", "Say why a word gave no event."),
    "gather": ("dateline.cli.gather:gather", "Put together what many articles tell."),
    "identities": ("dateline.cli.gather:identities", "List who and what is named, across articles."),
    "origins": ("dateline.cli.gather:origins", "List reports that several articles carry."),
    "revisions": ("dateline.cli.revisions:revisions", "List articles that changed, and what changed in them."),
    "utterances": ("dateline.cli.gather:utterances", "List what several articles quote, and how."),
    "merge": ("dateline.cli.judge:merge", "Judge two records to be one."),
    "split": ("dateline.cli.judge:split", "Judge two records to be two."),
    "confirm": ("dateline.cli.judge:confirm", "Judge a record, a field or a pair to be right."),
    "correct": ("dateline.cli.judge:correct", "Say what a field of a record should be."),
    "undo": ("dateline.cli.judge:undo", "Take back a judgement."),
    "judgements": ("dateline.cli.judge:judgements", "List what people have judged."),
    "accuracy": ("dateline.cli.judge:accuracy", "How right each layer was on what was judged."),
    "verify": ("dateline.cli.verify:verify", "Check every stored text, hash, span and row."),
    "review": ("dateline.cli.review:review", "Take in what people marked in Label Studio or INCEpTION."),
    "audit": ("dateline.cli.audit:audit", "Hold rows of GDELT against the stored text."),
    "export": ("dateline.cli.export:export", "Write the record in the format of another program."),
    "mcp": ("dateline.mcp.command:mcp", "Serve a chronicle to an assistant, read-only, with citations."),
    "stories": ("dateline.cli.stories:stories", "List stories: articles that tell the same."),
    "happenings": ("dateline.cli.happenings:happenings", "List events that several articles tell."),
    "accounts": ("dateline.cli.accounts:accounts", "How one event is told by its origins, side by side."),
    "expectations": (
        "dateline.cli.expectations:expectations",
        "List what is announced for a day, and what came of it.",
    ),
    "timeline": ("dateline.cli.timeline:timeline", "The days of a story, a person, a pair or a place."),
    "firsts": ("dateline.cli.firsts:firsts", "What is said to be the first, held against the record."),
    "dossier": ("dateline.web.command:dossier", "Print one HTML file about a record, its evidence inside."),
    "serve": ("dateline.web.command:serve", "Open the desk over a chronicle in a browser."),
    "schema": ("dateline.cli.schema:schema", "Print the JSON Schema of a reading."),
    "validate": ("dateline.cli.validate:validate", "Code a blind sample of your own chronicle; see the figures."),
    "evaluate": ("dateline.cli.evaluate:evaluate", "Measure how well an area is read, against a gold file."),
}
"""Every command, in the order in which help lists them."""

DEBUG = "dateline.debug"


class LazyGroup(click.Group):
    """A Click group that knows its commands' names and help, and imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the registry's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now, with `--debug` added."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), function)
        if not any(param.name == "debug" for param in command.params):
            command.params.append(_debug_option())
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from the registry, without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _debug_option() -> click.Option:
    def keep(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            ctx.meta[DEBUG] = True

    text = "Show where an error comes from, and stop at the first."
    return click.Option(["--debug"], is_flag=True, expose_value=False, callback=keep, help=text)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="dateline %(version)s")
def dateline() -> None:
    """Read dated news articles and keep the record that shows its words: who did what to whom, when and where,
    who says so, and the characters that tell it.
    """


def complain(error: DatelineError) -> None:
    """Print an error as one line on standard error, made harmless for a terminal."""
    from dateline.cli.safe import harmless

    click.echo(f"dateline: {harmless(str(error))}", err=True)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 0, 1 (verify found something), 2 (an error), 70 (a fault)."""
    arguments = list(sys.argv[1:] if args is None else args)
    sys.exit(run(arguments, debug="--debug" in arguments))


def run(arguments: list[str], debug: bool = False) -> int:
    """Run a command and return its exit code; with `debug`, errors are raised as they are."""
    try:
        code = dateline.main(arguments, prog_name="dateline", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("dateline: stopped", err=True)
        return 130
    except click.ClickException as error:
        return _usage(error)
    except SystemExit:  # Click's answer where the program that reads our output has gone: nothing is wrong
        return 0
    except DatelineError as error:
        if debug:
            raise
        complain(error)
        return error.exit_code
    except Exception as error:
        if debug:
            raise
        complain(Unexpected(f"{Unexpected.sentence}: {type(error).__name__}: {error}; --debug shows where"))
        return Unexpected.exit_code


def _usage(error: click.ClickException) -> int:
    """One line for a mistake on the command line, with the way to help."""
    from dateline.errors import BadOption

    context = getattr(error, "ctx", None)
    command = context.command_path if context else "dateline"
    message = " ".join(error.format_message().split()).rstrip(".")
    complain(BadOption(f"{message[:1].lower()}{message[1:]}; see {command} --help"))
    return 2
