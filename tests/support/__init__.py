"""Helpers that several test folders share: hand-made documents and the like."""
