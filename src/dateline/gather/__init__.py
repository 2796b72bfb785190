"""Across articles: pure decisions on which records of many articles belong together, each with its reason."""
