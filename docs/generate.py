"""The reference pages that the program tells of itself: commands, Python, formats, plugins, settings of components."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from dateline import cli
from dateline.plugins import found

MODULES = (
    "dateline",
    "dateline.model",
    "dateline.chronicle",
    "dateline.query",
    "dateline.exporting",
    "dateline.export",
    "dateline.stage",
    "dateline.components",
    "dateline.errors",
)
GROUPS = ("dateline.stages", "dateline.sources", "dateline.gatherers", "dateline.exporters", "spacy_factories")


def write_reference(folder: Path) -> None:
    """Write every page, where it differs from what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in (("cli", cli_page()), ("python", python_page()), ("plugins", plugins_page())):
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text("utf-8") != page:
            path.write_text(page, "utf-8")


def cli_page() -> str:
    """`--help` of every command."""
    parts = ["# Command line\nWhat `--help` says; [commands](../../commands.md) tells more.\n"]
    for name, command in commands():
        context = click.Context(command, info_name=f"dateline {name}", max_content_width=100)
        parts.append(f"## dateline {name}\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command, those of groups under the group's name."""
    for name in cli.COMMANDS:
        command = cli.dateline.get_command(click.Context(cli.dateline), name)
        if command is not None:
            yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {each}", inner) for each, inner in sorted(command.commands.items()))


def python_page() -> str:
    """The public names of the modules that programs use."""
    parts = ["# Python\nMade from the program's own docstrings.\n"]
    for name in MODULES:
        module = importlib.import_module(name)
        parts.append(f"## {name}\n{inspect.getdoc(module) or ''}\n")
        parts += [_entry(each, value) for each, value in public(module)]
    return "\n".join(parts)


def public(module: Any) -> list[tuple[str, Any]]:
    """The classes and functions that a module gives: those in `__all__`, else its own."""
    names = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
    values = [(name, getattr(module, name)) for name in names]
    own = [(name, value) for name, value in values if inspect.isclass(value) or inspect.isfunction(value)]
    return [(name, value) for name, value in own if str(value.__module__).startswith(module.__name__)]


def _entry(name: str, value: Any) -> str:
    lines = [f"### {name}", "```text", f"{name}{_signature(value)}", "```", _text(value)]
    if inspect.isclass(value):
        methods = [(each, method) for each, method in vars(value).items() if _is_method(each, method)]
        lines += [f"- `{each}{_signature(method)}`: {_line(method)}" for each, method in methods]
    return "\n".join(lines) + "\n"


def _is_method(name: str, value: Any) -> bool:
    return not name.startswith("_") and inspect.isfunction(value) and bool(value.__doc__)


def _signature(value: Any) -> str:
    try:
        shown = str(inspect.signature(value))
    except (TypeError, ValueError):
        return ""
    return re.sub(r" at 0x[0-9a-f]+", "", shown).replace("self, ", "").replace("(self)", "()")


def _text(value: Any) -> str:
    return (inspect.getdoc(value) or "").replace("<", "&lt;")


def _line(value: Any) -> str:
    return " ".join(_text(value).split("\n\n")[0].split())


def plugins_page() -> str:
    """Every installed plugin, by group."""
    parts = ["# Plugins\nWhat is installed here, by entry-point group; built-in ones come in the same way.\n"]
    for group in GROUPS:
        rows = [f"| `{name}` | `{point.value}` |" for name, point in found(group).items() if "dateline" in point.value]
        parts.append(f"## {group}\n| name | is |\n|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)
