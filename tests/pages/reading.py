"""Read HTML as a reader would: which words does it show, and which elements has it?"""

from __future__ import annotations

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def text_of(html: str) -> str:
    """The words that the HTML shows, with each run of white space as one space."""
    return " ".join("".join(_read(html).words).split())


def texts_of(html: str, name: str) -> list[str]:
    """The words inside each element of a name, in order."""
    parts = html.split(f"<{name}")[1:]
    return [text_of(f"<{name}{part.partition(f'</{name}>')[0]}") for part in parts]


def elements(html: str, name: str) -> list[dict[str, str | None]]:
    """The attributes of each element of a name, in order."""
    return [attributes for tag, attributes in _read(html).elements if tag == name]


def element_names(html: str) -> set[str]:
    return {tag for tag, _ in _read(html).elements}


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader
