"""The pages: what they say of the program is so."""
