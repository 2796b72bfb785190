"""The pages about the contract name every key, every error and every warning that there is."""

from __future__ import annotations

import re
from pathlib import Path

from dateline.cli.schema import reading_schema
from dateline.errors import DatelineError

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def leaves(kind: type[DatelineError]) -> set[type[DatelineError]]:
    return {kind for below in kind.__subclasses__() for kind in (below, *leaves(below))}


def test_every_key_of_the_contract_is_named() -> None:
    page = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    schema = reading_schema()
    for noun in (schema, *schema["$defs"].values()):
        if noun["title"] not in ("Place", "Argument", "Quantity", "EventTime", "Party", "Reference"):
            for key in noun["properties"]:
                assert f"`{key}`" in page or f"`{key}" in page or f'"{key}"' in page, (noun["title"], key)


def test_every_error_is_listed_with_its_code_and_sentence() -> None:
    rows = re.findall(r"^\| (DL\d+) \| `(\w+)` \| (\d+) \| (.+) \|$", (REFERENCE / "errors.md").read_text(), re.M)
    ours = {kind for kind in leaves(DatelineError) if kind.__module__ == "dateline.errors"}
    expected = sorted((kind.code, kind.__name__, str(kind.exit_code), kind.sentence) for kind in ours)
    assert rows == expected


def test_no_two_errors_share_a_code() -> None:
    codes = [kind.code for kind in leaves(DatelineError) if kind.__module__ == "dateline.errors"]
    assert len(codes) == len(set(codes))


def test_every_warning_is_listed() -> None:
    listed = set(re.findall(r"^\| `(\w+)` \|", (REFERENCE / "warnings.md").read_text(), re.M))
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.py")))
    assert set(re.findall(r"\bWarning\(\s*\"(\w+)\"", source)) <= listed
    for code in listed:
        assert f'"{code}"' in source, code
