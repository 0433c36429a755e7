"""Overlook the archive: where does it disagree, in its present state?

The equipment in, the conflicts of the archive out. The archive is read once for each of its states,
whoever asks first. No Gradio.
"""

from __future__ import annotations

import threading

from rag.errors import NoIndexError
from rag.pages import shelf, survey, welcome
from rag.pages.markup import Html
from rag.web.equipment import Archive, Equipment
from rag.web.service import in_words

MOST_OVERLOOKED = 500
"""Articles up to which the first page waits for what nobody has asked for yet."""


class Surveys:
    """The conflicts of the archive, kept until the archive changes."""

    def __init__(self, desk: Equipment) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._kept: tuple[int, tuple[survey.Entry, ...]] = (-1, ())

    def entries(self) -> tuple[survey.Entry, ...]:
        """Every conflict of the archive as it is now; none where there is no index yet."""
        with self._lock:
            try:
                self._kept = self._desk.readers.call(self._read)
            except NoIndexError:
                return ()
            return self._kept[1]

    def first_look(self) -> Html:
        """What a reader sees of the archive before the first question."""
        try:
            held = self._desk.readers.call(lambda archive: archive.status())
            small = held.articles <= MOST_OVERLOOKED or held.generation == self._kept[0]
            return welcome.first_look(held.articles, self.entries() if small else ())
        except NoIndexError:
            return welcome.first_look(0, ())
        except Exception as error:
            return shelf.problem(in_words(error))

    def _read(self, archive: Archive) -> tuple[int, tuple[survey.Entry, ...]]:
        generation = archive.status().generation
        if generation == self._kept[0]:
            return self._kept
        return generation, survey.entries(archive.disagreements())
