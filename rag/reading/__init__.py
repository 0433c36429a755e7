"""Reading: does this sentence, in its article, state what the question asks?

A small cross-encoder that ships in the package, and the form in which it sees a question and a sentence. How it was
trained stands in ``training/``. Knows no claims, no events, no archive.
"""
