"""Command: what was asked of ``rag`` on the command line, and how did it end?

Thin: reads words, calls the archive, words what it raises. Click and not typer, which would make
each start a tenth of a second slower; no library that takes long is imported before it is used.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click

from rag import __version__
from rag.cli.asking import ask, chat, disagreements
from rag.cli.indexing import index, remove
from rag.cli.keeping import articles, search, status
from rag.cli.models import models
from rag.cli.scoring import evaluate
from rag.cli.serving import completion, serve, user
from rag.cli.tools import Tools, examples
from rag.errors import RagError, UsageError

FAILED, WRONG_USAGE, INTERRUPTED, BROKEN_PIPE = 1, 2, 130, 141


def main(arguments: Sequence[str] | None = None, *, tools: Tools | None = None) -> int:
    """Run one command and give its exit status; a failure the reader can mend is one line."""
    _write_anything()
    try:
        return rag.main(arguments, prog_name="rag", standalone_mode=False, obj=tools or Tools()) or 0
    except click.ClickException as error:
        return _fail(_worded(error), error.exit_code)
    except RagError as error:
        return _fail(str(error), WRONG_USAGE if isinstance(error, UsageError) else FAILED)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except _ReaderLeftError:
        # Python must not flush into that pipe once more at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


def _version(context: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not context.resilient_parsing:
        click.echo(f"rag {__version__}")
        context.exit()


class _ReaderLeftError(Exception):
    """Whoever read our output has closed it; click would swallow a BrokenPipeError and call it a failure."""


class _Commands(click.Group):
    """Lists its commands in the order of their use, not of the alphabet."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, context: click.Context) -> object:
        try:
            status = super().invoke(context)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise _ReaderLeftError from error
        return status


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "rag index ~/news              read the articles",
        'rag ask "How many died?"      answer with sides and passages',
        "rag disagreements             every contradiction, unasked",
    ),
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@click.pass_context
def rag(context: click.Context) -> None:
    """Ask a folder of news articles, on this machine, and see where its sources disagree."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        context.exit(WRONG_USAGE)


_KEEPING = (articles, remove, status, models, evaluate, serve, user, completion)
for _command in (index, ask, chat, search, disagreements, *_KEEPING):
    rag.add_command(_command)


def _write_anything() -> None:
    """What cannot be read or written in the terminal's encoding is replaced: it never ends a command."""
    for stream, instead in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=instead)


def _worded(error: click.ClickException) -> str:
    """Click's message on one line, with where to read more."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "rag"
    message = error.format_message().rstrip(".")
    return f"{message[:1].lower()}{message[1:]}: see `{path} --help`"


def _fail(message: str, status: int) -> int:
    from rag.render.clean import one_line

    click.echo(f"rag: {one_line(message)}", err=True)
    return status
