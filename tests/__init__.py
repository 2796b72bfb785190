"""Tests: one folder a part of the house; slow ones are marked."""
