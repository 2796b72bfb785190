"""One JSON object a line, as every command prints them: the writer is `dateline.export.lines`."""

from dateline.export.lines import line

__all__ = ["line"]
