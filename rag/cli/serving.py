"""Serve: how is the archive opened in a browser, and how does a shell complete our commands?

The commands serve and completion.
"""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import get_completion_class

from rag.cli.tools import examples, index_option, opened
from rag.settings import Settings


@click.command(epilog=examples("rag serve", "rag serve ~/news --index ~/news-index --port 8080"))
@click.argument("articles", type=click.Path(path_type=Path), required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=7860, show_default=True, help="Port to listen on.")
@index_option
def serve(articles: Path | None, index: Path, host: str, port: int) -> int:
    """Open the browser app.

    It answers from the index; a button in it reads the folder ARTICLES again. Without an index, the
    folder is read first.
    """
    if articles is None:
        with opened(Settings(index=index)) as archive:
            archive.status()  # no page without an index
    from rag.web.serve import serve as serve_pages

    serve_pages(index, articles=articles, host=host, port=port)
    return 0


@click.command(
    epilog=examples(
        """echo 'eval "$(rag completion bash)"' >> ~/.bashrc""",
        """echo 'eval "$(rag completion zsh)"' >> ~/.zshrc""",
        "rag completion fish > ~/.config/fish/completions/rag.fish",
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the completion script of a shell."""
    kind = get_completion_class(shell)
    assert kind is not None, "click knows every shell that it may choose from"
    click.echo(kind(context.find_root().command, {}, "rag", "_RAG_COMPLETE").source())
    return 0
