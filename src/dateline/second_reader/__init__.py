"""A second reader: a language model behind an OpenAI-compatible address, asked for rows that the text must bear out.

`question` says what is asked, `answer` takes the rows out of what came back, `finding` and `grounding` keep those whose
words stand in the text: all pure. `asking` alone touches the network, and only the address that `address` allowed.
"""
