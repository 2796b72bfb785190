"""Tests of the quotations stage, on invented text."""
