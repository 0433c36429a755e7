"""State: how large is the index, is it sound, and what does the model cost?

Records in, HTML out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rag.pages.labels import count
from rag.pages.markup import Html, tag
from rag.reports import Status

IN_USE, HERE = "in use", "on this machine"


def facts(status: Status) -> Html:
    """What the index holds, as a list of terms."""
    pairs = [
        ("Articles", f"{status.articles:,}"),
        ("Passages", f"{status.passages:,}"),
        ("Claims", f"{status.claims:,}"),
        ("Size", _size(status.bytes)),
        ("Generation", f"{status.generation:,}"),
        ("Encoder", f"{status.encoder}, {status.dimension} dimensions"),
        ("Folder", status.folder),
    ]
    return terms(pairs)


def checked(status: Status) -> Html:
    """Whether the whole index was found sound, and if not, why."""
    if not status.problems:
        read = f"{count(status.articles, 'article')} and {count(status.passages, 'passage')}"
        sound = f"Sound: {read} were read and fit together."
        return tag("p", sound, class_="sound", role="status")
    listed = tag("ul", *(tag("li", problem) for problem in status.problems), class_="failed")
    return tag(
        "div", tag("p", f"{count(len(status.problems), 'problem')} found:", role="alert"), listed, class_="problem"
    )


def models(rows: Iterable[Mapping[str, str]]) -> Html:
    """The language models with what each costs, and which one is in use."""
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Model", "Licence", "Memory", "Here")))
    made = [
        tag(
            "tr",
            *(tag("td", tag("strong", row["name"]), _title(row)), *_cells(row)),
            class_="chosen" if row["state"] == IN_USE else None,
        )
        for row in rows
    ]
    return tag(
        "div", tag("table", head, *made), class_="models", tabindex="0", role="region", aria_label="Language models"
    )


def _title(row: Mapping[str, str]) -> Html:
    return tag("span", row["title"], class_="hint")


def _cells(row: Mapping[str, str]) -> list[Html]:
    return [tag("td", row["licence"]), tag("td", row["memory"]), tag("td", row["state"], _way(row))]


def _way(row: Mapping[str, str]) -> Html:
    """What can be done with a model: use one that is here, fetch one that is not."""
    if row["state"] == IN_USE:
        return Html()
    word, does = ("Use", "use") if row["state"] == HERE else ("Download", "fetch")
    return tag("button", word, type="button", data_do=does, data_name=row["name"], aria_label=f"{word} {row['name']}")


def terms(pairs: Iterable[tuple[str, str]]) -> Html:
    """Names with their values."""
    rows = [tag("div", tag("dt", name), tag("dd", value)) for name, value in pairs]
    return tag("dl", *rows, class_="facts")


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.1f} kB"
