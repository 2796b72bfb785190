"""Tests of the example articles and their gold."""
