"""Choose: which language models are there, what do they cost, and do they run here?

The command models with its parts show, get and try. Every size and licence is shown before anything is fetched.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rag.cli.tools import examples
from rag.errors import UsageError
from rag.models.catalogue import CATALOGUE, Known, known


@click.group(
    invoke_without_command=True,
    epilog=examples(
        "rag models",
        "rag models show qwen2.5-1.5b",
        "rag models get qwen2.5-1.5b",
        "rag models try qwen2.5-1.5b",
        'rag ask --model qwen2.5-1.5b "How many died?"',
        'rag ask --model http://127.0.0.1:8080/v1 "How many died?"',
    ),
)
@click.pass_context
def models(context: click.Context) -> int | None:
    """List language models, look at one, fetch it, try it.

    Any GGUF file works too: by its path, or as owner/repository/file.gguf on the hub; and any server
    that speaks OpenAI's protocol (llama-server, Ollama, vLLM), by its http address.
    """
    if context.invoked_subcommand is not None:
        return None
    click.echo(f"{'name':<15}{'file':>8}{'memory':>9}  {'licence':<30}here")
    for entry in CATALOGUE:
        click.echo(_row(entry))
    return 0


@models.command()
@click.argument("name")
def show(name: str) -> int:
    """Show what a model is: its size, licence and memory, and what its file says of itself."""
    entry = known(name)
    if entry:
        facts = {"name": entry.name, "model": entry.title, "licence": entry.licence, "note": entry.note}
        facts["memory"] = f"about {entry.memory_megabytes:,} MB while it runs"
        _put(facts | {"on the hub": entry.hub_name})
    path = _file(name)
    if path is not None:
        from rag.models.llama_file import describe

        _put({"file": str(path)} | describe(path))
    elif not entry or entry.hub_name:
        _put(_offered(name))
    return 0


@models.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Fetch it without asking.")
def get(name: str, yes: bool) -> int:
    """Fetch a model into your cache, after showing its size and licence.

    A download that was cut short goes on where it ended, and the checksum is verified.
    """
    path = _file(name)
    if path is not None:
        click.echo(f"{name} is here: {path}")
        return 0
    from rag.models.hub import fetch, offer

    offered = offer(*_place(name))
    _put({"file": offered.name, "size": f"{offered.size / 1e6:,.0f} MB", "licence": offered.licence})
    if not yes and not click.confirm("Fetch it?", default=False, err=True):
        return 1
    with click.progressbar(length=offered.size, file=sys.stderr, label="fetching") as bar:
        path = fetch(offered, progress=lambda done, total: bar.update(done - bar.pos))
    click.echo(f"{path}\n{'checksum verified' if offered.sha256 else 'the hub gives no checksum'}")
    return 0


@models.command(name="try")
@click.argument("name")
def try_(name: str) -> int:
    """Let a model say one sentence here, and tell how long it took."""
    from rag.models.opening import open_model
    from rag.models.trial import try_model

    trial = try_model(open_model(name))
    click.echo(trial.said)
    click.echo(f"first words after {trial.first:.2f} s, then {trial.pace:.0f} tokens/s", err=True)
    return 0


def _row(entry: Known) -> str:
    here = "yes" if _file(entry.name) else f"rag models get {entry.name}"
    return f"{entry.name:<15}{entry.megabytes:>5} MB{entry.memory_megabytes:>6} MB  {entry.licence:<30}{here}"


def _file(name: str) -> Path | None:
    """The file of a model that is on this machine, None where it is still on the hub."""
    from rag.models.hub import cached
    from rag.models.opening import hub_place, packaged_file

    entry = known(name)
    if entry and not entry.hub_name:
        return packaged_file()
    path = Path(name).expanduser()
    if path.is_file():
        return path
    place = hub_place(name)
    return cached(*place) if place else None


def _place(name: str) -> tuple[str, str]:
    from rag.models.opening import hub_place

    place = hub_place(name)
    if place is None:
        raise UsageError(
            f"{name!r} is no model that can be fetched: give a name of `rag models` or owner/repository/file.gguf"
        )
    return place


def _offered(name: str) -> dict[str, str]:
    from rag.models.hub import offer

    found = offer(*_place(name))
    return {"file": found.name, "size": f"{found.size / 1e6:,.0f} MB", "licence": found.licence, "sha256": found.sha256}


def _put(facts: dict[str, str]) -> None:
    for label, fact in facts.items():
        if fact:
            click.echo(f"{label + ':':<16}{fact}")
