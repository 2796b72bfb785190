"""The pages of the desk: what each asks of the chronicle, and how it is put together."""
