"""Exports: each format with a validator or a round trip of its own."""
