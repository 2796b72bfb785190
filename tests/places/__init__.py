"""Tests of the places stage."""
