"""Exports: a chronicle's record in the formats of other programs, each a plugin of the group `dateline.exporters`."""

from dateline.export.base import Expected, Exporter, Stock, Told, exporter, exporters

__all__ = ["Expected", "Exporter", "Stock", "Told", "exporter", "exporters"]
