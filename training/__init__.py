"""How the language model was trained: run `python -m training.train --help`; torch is imported here only."""
