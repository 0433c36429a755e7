"""Lay out the articles: how are they found, read, added, edited, removed and indexed again?

Gradio itself comes in as ``gr``, so that this module costs nothing to import. Event handlers carry
Gradio's own types in their signatures, hence no postponed annotations here.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

from rag.errors import NoIndexError
from rag.pages import frame, reader, shelf
from rag.pages.markup import Html, tag
from rag.records import Article
from rag.web import files
from rag.web.chat import QUIET
from rag.web.equipment import LARGEST_UPLOAD, Archive, Equipment
from rag.web.service import in_words
from rag.web.tending import MOST_FILES, Tending

Parts = dict[str, Any]
_SURE = """async (id) => {
    const question = "Delete this article from the archive? A file in your folder stays where it is.";
    return (await rag.sure(question, "Delete")) ? id : "";
}"""
_BARE = {"apply_default_css": False}
_KINDS = (
    "Text, Markdown, HTML, PDF, Word, mail, tables (CSV, TSV, JSON lines) and zips of these; "
    f"up to {LARGEST_UPLOAD // 2**20} MB each, {MOST_FILES} at once."
)


def place(gr: Any, blocks: Any, desk: Equipment) -> None:
    """Place the list, the ways to add, and the article that is read; wire them."""
    tending, memory = Tending(desk), gr.Textbox(visible=False)
    with gr.Column(elem_id="page"):
        with gr.Column(elem_id="browse") as browse:
            gr.HTML(frame.heading("Articles"), **_BARE)
            parts = _place_list(gr, desk)
        with gr.Column(visible=False, elem_id="reading") as reading:
            parts |= _place_article(gr)
    parts |= {"browse": browse, "reading": reading}
    _wire_arrival(gr, blocks, desk, parts, memory)
    _wire_adding(gr, desk, tending, parts)
    _wire_article(gr, desk, tending, parts)


def _place_list(gr: Any, desk: Equipment) -> Parts:
    with gr.Row(elem_id="seek", elem_classes="fields"):
        words = gr.Textbox(label="Search the articles", placeholder="words, a publisher, a date", max_lines=1)
        again = gr.Button("Re-index the folder", elem_id="reindex", visible=desk.articles is not None)
    with gr.Accordion("Add articles", open=False, elem_id="add") as add:
        gr.HTML(_way("Files", _KINDS), **_BARE)
        upload = gr.UploadButton("Upload files", file_count="multiple", elem_id="upload")
        gr.HTML(_way("An address", "A page, or an RSS or Atom feed with all that it lists.", is_apart=True), **_BARE)
        with gr.Row(elem_classes="fields"):
            address = gr.Textbox(label="Address of an article or a feed", placeholder="https://", max_lines=1)
            fetch = gr.Button("Add the address", elem_id="fetch")
        gr.HTML(
            _way("A text", "Pasted from anywhere; what is known of it stands in the answers.", is_apart=True), **_BARE
        )
        fields = _place_fields(gr)
        text = gr.Textbox(label="Text", lines=6, max_lines=16, elem_classes="fields")
        paste = gr.Button("Add the text", elem_id="paste")
    status = gr.HTML(elem_id="status", **_BARE)
    stop = gr.Button("Cancel", elem_id="cancel", visible=False)
    listed = gr.HTML(elem_id="holdings", **_BARE)
    made = {"words": words, "reindex": again, "upload": upload, "address": address, "fetch": fetch, "text": text}
    return made | {"add": add, "fields": fields, "paste": paste, "status": status, "cancel": stop, "listed": listed}


def _way(name: str, explained: str, *, is_apart: bool = False) -> Html:
    parts = tag("h3", name), tag("p", explained, class_="hint")
    return tag("div", *parts, class_="apart" if is_apart else None)


def _place_fields(gr: Any) -> list[Any]:
    """Title, publisher and date."""
    with gr.Row(elem_classes="fields"):
        title = gr.Textbox(label="Title", max_lines=1)
        publisher = gr.Textbox(label="Publisher", max_lines=1)
        published = gr.Textbox(label="Date", placeholder="2021-06-28", max_lines=1)
    return [title, publisher, published]


def _place_article(gr: Any) -> Parts:
    gr.HTML('<p class="back"><a href="/articles">All articles</a></p>', **_BARE)
    told = gr.HTML(elem_id="told", **_BARE)
    script = files.text("article.js")
    shown = gr.HTML(elem_id="article", js_on_load=script, **_BARE)
    with gr.Accordion("Edit title, publisher and date", open=False, elem_id="edit"):
        edits = _place_fields(gr)
        save = gr.Button("Save", elem_id="save")
    remove = gr.Button("Delete this article", elem_id="remove")
    made = {"told": told, "article": shown, "edits": edits, "save": save, "remove": remove}
    return made | {"id": gr.Textbox(visible=False)}


def _wire_arrival(gr: Any, blocks: Any, desk: Equipment, parts: Parts, memory: Any) -> None:
    """Show what the address asks for: the list, or one article with a quote in it."""

    def arrive(address: str) -> tuple[Any, ...]:
        asked = {name: values[0] for name, values in parse_qs(address.lstrip("?")).items()}
        if "read" not in asked:
            wide = gr.update(open="add" in parse_qs(address.lstrip("?"), keep_blank_values=True))
            return gr.update(visible=True), gr.update(visible=False), wide, listing(desk, ""), *[gr.skip()] * 5
        span = (_number(asked.get("start")), _number(asked.get("end")))
        found, html = read(desk, asked["read"], span)
        fields = (found.title, found.publisher, found.published or "") if found else ("", "", "")
        id_ = found.id if found else ""
        return gr.update(visible=False), gr.update(visible=True), gr.skip(), gr.skip(), html, id_, *fields

    shown = [parts["browse"], parts["reading"], parts["add"], parts["listed"]]
    shown += [parts["article"], parts["id"], *parts["edits"]]
    blocks.load(arrive, memory, shown, js="() => location.search", **QUIET)
    seek = parts["words"].change
    seek(lambda words: listing(desk, words), parts["words"], parts["listed"], trigger_mode="always_last", **QUIET)


def _wire_adding(gr: Any, desk: Equipment, tending: Tending, parts: Parts) -> None:
    """Each way to add shows its progress, offers to cancel, and lists the articles searched for anew at its end."""

    def follow(told: Iterator[Html], words: str) -> Iterator[tuple[Any, ...]]:
        html = Html()
        for html in told:
            is_running = 'class="progress"' in html
            yield html, gr.update(visible=is_running), gr.skip()
        # the report once more: a skip takes it back where the browser has not drawn it yet
        yield html, gr.update(visible=False), listing(desk, words)

    def reindex(words: str) -> Iterator[tuple[Any, ...]]:
        yield from follow(tending.reindex(), words)

    def fetch(words: str, address: str) -> Iterator[tuple[Any, ...]]:
        yield from follow(tending.add_url(address), words)

    def upload(words: str, paths: list[str]) -> Iterator[tuple[Any, ...]]:
        yield from follow(tending.add_files(paths), words)

    def paste(words: str, text: str, *fields: str) -> Iterator[tuple[Any, ...]]:
        named = dict(zip(("title", "publisher", "published"), fields, strict=True))
        yield from follow(tending.add_text(named, text), words)

    shown = [parts["status"], parts["cancel"], parts["listed"]]
    # without "always_last" a press in the last instant of the run before is lost
    words = parts["words"]
    parts["reindex"].click(reindex, words, shown, trigger_mode="always_last", **QUIET)
    parts["fetch"].click(fetch, [words, parts["address"]], shown, **QUIET)
    parts["address"].submit(fetch, [words, parts["address"]], shown, **QUIET)
    parts["upload"].upload(upload, [words, parts["upload"]], shown, **QUIET)
    parts["paste"].click(paste, [words, parts["text"], *parts["fields"]], shown, **QUIET)
    parts["cancel"].click(tending.stop, None, None, **QUIET)


def _wire_article(gr: Any, desk: Equipment, tending: Tending, parts: Parts) -> None:
    """Save and delete act on the article that is read."""

    def save(id_: str, title: str, publisher: str, published: str) -> tuple[Any, ...]:
        given = {"title": title.strip() or None, "publisher": publisher.strip() or None}
        given["published"] = published.strip() or None
        told = tending.change(lambda archive: archive.edit(id_, **given), "Saved.")
        return told, read(desk, id_, (0, 0))[1]

    def remove(id_: str) -> tuple[Any, ...]:
        if not id_:
            return (gr.skip(),) * 4
        told = tending.change(lambda archive: archive.remove(id_), "Deleted from the archive.")
        if 'class="problem"' in told:
            return told, gr.skip(), gr.skip(), gr.skip()
        return told, "", gr.update(visible=False), gr.update(visible=False)

    parts["save"].click(save, [parts["id"], *parts["edits"]], [parts["told"], parts["article"]], **QUIET)
    gone = [parts["told"], parts["article"], parts["save"], parts["remove"]]
    parts["remove"].click(remove, parts["id"], gone, js=_SURE, trigger_mode="multiple", **QUIET)


def listing(desk: Equipment, words: str) -> Html:
    """The articles that hold these words."""
    try:
        return desk.readers.call(lambda archive: shelf.listing(archive.articles(), words))
    except NoIndexError:
        return shelf.listing(())
    except Exception as error:
        return shelf.problem(in_words(error))


def read(desk: Equipment, name: str, quote: tuple[int, int]) -> tuple[Article | None, Html]:
    """The article of this file name or id, with its claims marked."""

    def find(archive: Archive) -> tuple[Article | None, Html]:
        for article in archive.articles():
            if name == article.id or name in article.files:
                return article, reader.opened(article, archive.claims([article.id]), quote)
        return None, shelf.problem("This article is not in the archive: it was removed, or its file has another name.")

    try:
        return desk.readers.call(find)
    except Exception as error:
        return None, shelf.problem(in_words(error))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
