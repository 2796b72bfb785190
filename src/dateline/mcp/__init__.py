"""A read-only Model Context Protocol server over a chronicle: every answer carries the words it rests on."""
