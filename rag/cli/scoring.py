"""Score: how well are the questions of a folder of cases answered, and is that as good as before?

The command eval. Prints a table; the exit status is 1 where a figure has fallen below its floor.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from rag.cli.tools import examples
from rag.errors import UsageError


@click.command(
    name="eval",
    epilog=examples(
        "rag eval evals/cases",
        "rag eval evals/cases --no-model --split dev --show-failures",
        "rag eval evals/cases --no-model --floors evals/floors.json",
        "rag eval evals/cases --no-model --floors evals/floors.json --pin",
    ),
)
@click.argument("cases", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--no-model", is_flag=True, help="Ask without the language model.")
@click.option("--split", type=click.Choice(["all", "dev", "held"]), default="all", help="Only one half of the cases.")
@click.option("--only", multiple=True, metavar="ID", help="Only this case; repeat it for more.")
@click.option("--show-failures", is_flag=True, help="Say what is wrong with each failed question.")
@click.option("--json", "out", type=click.Path(path_type=Path), metavar="FILE", help="Write every answer there.")
@click.option("--floors", type=click.Path(path_type=Path), metavar="FILE", help="Fail below the figures pinned there.")
@click.option("--pin", is_flag=True, help="Write the figures of this run there; none may be worse.")
@click.option("--lower", is_flag=True, help="With --pin: floors may be lowered.")
def evaluate(cases: Path, no_model: bool, split: str, **options: Any) -> int:
    """Score the answers to the questions of CASES.

    CASES is a folder of small corpora with questions and expected findings. Each is indexed in a folder of
    its own. Shares are printed with their 95 % interval.
    """
    from rag.evaluation.floors import fingerprint
    from rag.evaluation.report import by_kind, shares, table
    from rag.evaluation.run import read_cases

    wanted = _wanted(read_cases(cases), split, options["only"])
    results = _run(wanted, with_model=not no_model, show_failures=options["show_failures"])
    click.echo("\n".join([*table(results), by_kind(results)]))
    if options["out"]:
        written = json.dumps([one.to_dict() for one in results], indent=1, ensure_ascii=False)
        options["out"].write_text(written, encoding="utf-8")
    if options["floors"] is None:
        return 0
    return _hold(shares(results), fingerprint([case for case, _ in wanted]), options)


def _wanted(cases: Sequence[dict[str, Any]], half: str, only: Sequence[str]) -> list[tuple[dict[str, Any], Any]]:
    """The chosen cases, each with the half it belongs to."""
    from rag.evaluation.report import split

    halves = split(case["id"] for case in cases)
    found = [
        (case, halves[case["id"]])
        for case in cases
        if (not only or case["id"] in only) and half in ("all", halves[case["id"]])
    ]
    if not found:
        raise UsageError("no case is wanted: see --only and --split")
    return found


def _run(wanted: Sequence[tuple[dict[str, Any], Any]], *, with_model: bool, show_failures: bool) -> list[Any]:
    from rag.evaluation.run import run

    results = []
    for number, (case, half) in enumerate(wanted, start=1):
        click.echo(f"[{number}/{len(wanted)}] {case['id']}", err=True)
        for result in run(case, half=half, with_model=with_model):
            results.append(result)
            if show_failures and not result.verdict.passes:
                click.echo("\n    ".join([f"- {result.case}: {result.ask}", *result.verdict.marks.problems]))
    return results


def _hold(measured: dict[str, float], mark: str, options: dict[str, Any]) -> int:
    from rag.evaluation.floors import fallen, pin

    if options["pin"]:
        pin(measured, options["floors"], mark=mark, may_lower=options["lower"])
        click.echo(f"pinned in {options['floors']}")
        return 0
    worse = fallen(measured, options["floors"], mark=mark)
    click.echo("\n".join([f"below its floor: {one}" for one in worse]) or f"no floor of {options['floors']} has fallen")
    return 1 if worse else 0
