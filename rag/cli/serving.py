"""Serve: how is the archive opened in a browser, to whom, and how does a shell complete our commands?

The commands serve, user and completion.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from click.shell_completion import get_completion_class

from rag.cli.tools import examples, index_option, opened, readable
from rag.settings import Settings


@click.command(
    epilog=examples(
        "rag serve",
        "rag serve ~/news --index ~/news-index --port 8080",
        "rag serve --host 0.0.0.0 --auth-file users.txt",
        "rag serve --mcp --offline",
    )
)
@click.argument("articles", type=click.Path(path_type=Path), required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=7860, show_default=True, help="Port to listen on.")
@click.option("--auth-file", type=click.Path(path_type=Path), help="Let in whom this file names (see: rag user).")
@click.option("--no-password", is_flag=True, help="Let everyone in, on another address than this machine's own.")
@click.option("--offline", is_flag=True, help="Open no connection to another machine, whoever asks for one.")
@click.option("--mcp", is_flag=True, help="Offer ask, search, read and disagreements as MCP tools, too.")
@index_option
def serve(articles: Path | None, index: Path, **door: Any) -> int:
    """Open the browser app.

    It answers from the index; a button in it reads the folder ARTICLES again. Without an index, the
    folder is read first.
    """
    if articles is None:
        with opened(Settings(index=index)) as archive:
            archive.status()  # no page without an index
    from rag.web.serve import Door
    from rag.web.serve import serve as serve_pages

    users, is_open = door.pop("auth_file"), door.pop("no_password")
    serve_pages(index, articles=articles, door=Door(users=users, is_open=is_open, **door))
    return 0


@click.command(epilog=examples("rag user ada >> users.txt", "rag serve --host 0.0.0.0 --auth-file users.txt"))
@click.argument("name", callback=readable)
def user(name: str) -> int:
    """Make a line of a file of users.

    Asks for the password (or reads it from standard input) and prints the line that lets NAME in, with the
    password hashed; `rag serve --auth-file` reads such lines.
    """
    from rag.web.users import line_for

    if sys.stdin.isatty():
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\n")
    click.echo(line_for(name, password))
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
