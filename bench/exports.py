"""Every export of a chronicle, held against the validator that its format has in the tests.

`python -m bench.exports CHRONICLE [FORMAT...]` prints a row a format: megabytes, seconds of CPU time to write, and
what the validator says of how many records; a format whose validator is not installed is skipped. The exit code is 1
if one fails.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from tests.export.validators import VALIDATORS, written

from dateline.chronicle import Chronicle
from dateline.export import exporters

SAID = 160
"""How much of a validator's complaint is shown."""


def held(chronicle: Chronicle, name: str) -> tuple[bool, str]:
    """Whether a format is valid, and its row of the table."""
    began = time.process_time()
    data = written(chronicle, name)
    took = time.process_time() - began
    try:
        told, valid = f"valid, {VALIDATORS[name](data):,} records", True
    except pytest.skip.Exception as reason:
        told, valid = f"skipped: {reason}", True
    except Exception as error:
        told, valid = f"NOT VALID: {type(error).__name__}: {' '.join(str(error).split())[:SAID]}", False
    return valid, f"{name:<20} {len(data) / 1e6:>8.1f} MB {took:>7.1f} s  {told}"


def main(path: Path, names: list[str]) -> int:
    """Print the table; 1 if a format is not valid."""
    fine = True
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        for name in names or exporters():
            valid, row = held(chronicle, name)
            fine = fine and valid
            print(row, flush=True)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
