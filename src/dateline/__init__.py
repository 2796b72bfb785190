"""The front door: read() turns a text into a Reading, open() opens a chronicle."""
