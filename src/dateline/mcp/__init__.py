"""A read-only Model Context Protocol server over a chronicle: every answer carries the words it rests on."""

from dateline.mcp.server import server

__all__ = ["server"]
