"""The second reader, asked over a server on this machine that answers in every way there is."""
