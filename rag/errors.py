"""Say what went wrong: which fact, with its value, and which command mends it?

Every error that a reader can cause or cure is one of these; the command line and the browser show
its text as it is. Anything else is a bug and keeps its traceback. "The articles do not say" is an
answer that abstains, never an error.

    RagError
    ├── UsageError        the request itself cannot be carried out as asked (exit status 2)
    ├── ArticleError      one file cannot be read; the other files go on
    ├── IndexingError     the index is missing, torn, locked, or of another model or version
    │   └── NoIndexError      … or was never made
    └── ModelError        a model cannot be found, loaded or run
"""


class RagError(Exception):
    """A failure that the reader can understand and mend; its text is one line."""


class UsageError(RagError):
    """The request cannot be carried out as asked, such as an empty question."""


class ArticleError(RagError):
    """A file cannot be read as an article."""


class IndexingError(RagError):
    """The index cannot be opened, trusted or written."""


class NoIndexError(IndexingError):
    """There is no index yet: nothing was read so far."""


class ModelError(RagError):
    """A model cannot be found, loaded or run."""
