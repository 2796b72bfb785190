"""Gathers across articles: joins the pure gatherers with the chronicle, and lays out what they have put together."""

from dateline.gathering.work import Gathering, gather, installed

__all__ = ["Gathering", "gather", "installed"]
