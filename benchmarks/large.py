"""Measure a large archive: is it found, how fast, in how much memory, and against whom?

    python -m benchmarks.large DATA [--out benchmarks/out] [--only quality load cold change growth peers]
                                    [--articles 31350] [--peer-articles 2000] [--sizes 10000 100000 1000000]

DATA is a folder with the public sets of ``corpus`` (load_news, news_conflict, gva_counts, squad_v2). Everything is
built below --out and used again the next time. Prints a table and keeps it in table.md, the growth as growth.svg.
"peers" makes an environment for the peers first, which needs a package index; it runs only when it is named.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from benchmarks import corpus, peers
from benchmarks.change import change_times
from benchmarks.cold import time_in_turn
from benchmarks.growth import SIZES, grow
from benchmarks.plot import curves
from benchmarks.quality import found_shares
from rag.archive import Archive

ROOT = Path(__file__).parent.parent
DEFAULT = ("quality", "load", "cold", "change", "growth")
QUESTION = "How many people were killed when a blast ripped through a bus in central Damascus on 1 February 2015?"
Row = tuple[str, str]


def main() -> int:
    """Measure what is asked for and print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.large", description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with the data sets")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "out", help="where everything is built")
    parser.add_argument("--only", nargs="+", choices=(*DEFAULT, "peers"), default=DEFAULT)
    parser.add_argument("--articles", type=int, default=31_350, help="how many articles of load_news")
    parser.add_argument("--peer-articles", type=int, default=2_000, help="how many of them the peers index")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of passages to grow to")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if lacking := corpus.missing_sets(options.data):
        print(f"nothing is measured: {options.data} has no {', '.join(lacking)}")
        return 0
    work = Work(options)
    rows = []
    for name in options.only:
        for row in getattr(work, name)():
            print(f"{row[0]:<66}{row[1]}", flush=True)
            rows.append(row)
    table = "\n".join(f"| {label} | {value} |" for label, value in [("measurement", "value"), ("---", "---"), *rows])
    (options.out / "table.md").write_text(table + "\n", encoding="utf-8")
    return 0


class Work:
    """Everything that is built once below one folder, and the rows of each measurement."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.data: Path = options.data
        self.out: Path = options.out
        self.out.mkdir(parents=True, exist_ok=True)

    def quality(self) -> Iterator[Row]:
        """Gold articles at the top: words, dates, vectors and their fusion side by side."""
        news = self._indexed("conflict", lambda folder: corpus.write_conflict(self.data, folder))
        passages = self._indexed("passages", lambda folder: corpus.write_passages(self.data, folder))
        for label, index, questions, k in (
            (
                "news_conflict, an article for every figure in the first 10",
                news,
                corpus.conflict_questions(self.data),
                10,
            ),
            ("gva_counts, an article of the incident in the first 10", news, corpus.count_questions(self.data), 10),
            ("squad_v2, the passage in the first 5", passages, corpus.passage_questions(self.data), 5),
        ):
            with Archive(index) as archive:
                for ranking, share in found_shares(archive, questions, k=k):
                    yield f"{label}: {ranking}", f"{share:.3f} of {len(questions)}"

    def load(self) -> Iterator[Row]:
        """Indexing the news against the encoder by itself, and the memory it takes."""
        folder, index = self._news(self.options.articles)
        figures = self._loaded(folder, index)
        yield "articles and passages indexed", f"{figures['articles']:.0f} and {figures['passages']:.0f}"
        rates = f"{figures['articles_per_s']:.1f} articles/s, {figures['passages_per_s']:.1f} passages/s"
        yield "indexing, claims included", f"{figures['seconds']:.0f} s: {rates}"
        yield "the bare encoder on the same batches", f"{figures['bare_passages_per_s']:.1f} passages/s"
        yield "indexing as a share of the bare encoder", f"{figures['share_of_bare']:.2f}"
        yield "the same in processor time", f"{figures['share_of_bare_in_processor_time']:.2f}"
        yield "share of the time of indexing in which the encoder works", f"{figures['share_in_encoder']:.2f}"
        yield "peak memory of indexing", f"{figures['peak_mb']:.0f} MB"

    def cold(self) -> Iterator[Row]:
        """A cold question on the large index."""
        _, index = self._ready_news()
        ask = [sys.executable, "-m", "rag", "ask", "--no-model", "--index", str(index), "--", QUESTION]
        [times] = time_in_turn([ask], rounds=self.options.rounds)
        yield f"rag ask --no-model, cold, {self.options.articles} articles", _spread(times)

    def change(self) -> Iterator[Row]:
        """One changed and one deleted file."""
        folder, index = self._ready_news()
        for label, times in change_times(folder, index, rounds=self.options.rounds):
            yield label, _spread(times)

    def growth(self) -> Iterator[Row]:
        """Times, recall and memory from size to size, and their picture."""
        _, index = self._ready_news()
        questions = self.out / "questions.txt"
        asked = [*corpus.conflict_questions(self.data), *corpus.count_questions(self.data, most=150)]
        questions.write_text("\n".join(one.text for one in asked), encoding="utf-8")
        found = list(grow(index, questions, self.out / "growth", sizes=self.options.sizes))
        for one in found:
            size = f"{one['passages']:,} passages"
            kind = "exact" if one["is_exact"] else "graph"
            yield f"{size}: vectors ({kind})", f"{_search(one, 'vectors')}; recall@10 {one['recall@10']:.3f}"
            yield f"{size}: words", _search(one, "words")
            memory = f"{one['anonymous_mb']:.0f} MB of its own, {one['mapped_mb']:.0f} MB of mapped files"
            yield f"{size}: memory while asked", memory
        named = {
            f"{engine} {cut}": [(one["passages"], one[f"{engine}_cpu_{cut}_ms"]) for one in found]
            for engine in ("vectors", "words")
            for cut in ("p50", "p95")
        }
        picture = curves("Milliseconds of the processor for one search", across="passages", up="ms", named=named)
        (self.out / "growth.svg").write_text(picture, encoding="utf-8")

    def peers(self) -> Iterator[Row]:
        """The same articles and the same model in LangChain, llama-index and txtai: indexing, and a cold question."""
        python = peers.make_environment(self.out / "peers")
        folder, index = self._news(self.options.peer_articles)
        own = self._loaded(folder, index)
        yield f"{own['articles']:.0f} articles indexed by rag", f"{own['seconds']:.0f} s: {_rates(own)}"
        commands = [[sys.executable, "-m", "rag", "ask", "--no-model", "--index", str(index), "--", QUESTION]]
        for name in peers.PEERS:
            store, figures_file = self.out / f"peer-{name}", self.out / f"peer-{name}.json"
            if not figures_file.is_file():
                figures_file.write_text(json.dumps(peers.time_indexing(python, name, folder, store)))
            figures = json.loads(figures_file.read_text())
            yield f"the same articles indexed by {name}", f"{figures['seconds']:.0f} s: {_rates(figures)}"
            commands.append(peers.ask_command(python, name, folder, store, QUESTION))
        ours, *others = time_in_turn(commands, rounds=self.options.rounds)
        yield "cold question, rag (retrieval and answer)", _spread(ours)
        for name, times in zip(peers.PEERS, others, strict=True):
            yield (
                f"cold question, {name} (retrieval only)",
                f"{_spread(times)}, {median(times) / median(ours):.1f} times",
            )

    def _news(self, articles: int) -> tuple[Path, Path]:
        folder = self.out / f"news-{articles}"
        if not folder.is_dir():
            corpus.write_news(self.data, folder, most=articles)
        return folder, self.out / f"news-{articles}-index"

    def _ready_news(self) -> tuple[Path, Path]:
        """The large folder with its index, which is brought up to date."""
        folder, index = self._news(self.options.articles)
        with Archive(index) as archive:
            archive.sync(folder)
        return folder, index

    def _loaded(self, folder: Path, index: Path) -> dict[str, float]:
        """The figures of indexing a folder, measured when there is no index of it yet."""
        kept = index.with_suffix(".json")
        if not kept.is_file():
            command = [sys.executable, "-m", "benchmarks.load", str(folder), str(index)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SystemExit(f"{' '.join(command)}: {done.stderr.strip()}")
            kept.write_text(done.stdout.splitlines()[-1], encoding="utf-8")
        figures: dict[str, float] = json.loads(kept.read_text(encoding="utf-8"))
        return figures

    def _indexed(self, name: str, write: Callable[[Path], None]) -> Path:
        folder, index = self.out / name, self.out / f"{name}-index"
        if not folder.is_dir():
            write(folder)
        with Archive(index) as archive:
            archive.sync(folder)
        return index


def _search(figures: dict[str, float], engine: str) -> str:
    """The median and the slowest twentieth, by the clock and in processor time."""
    p50, p95 = figures[f"{engine}_p50_ms"], figures[f"{engine}_p95_ms"]
    cpu50, cpu95 = figures[f"{engine}_cpu_p50_ms"], figures[f"{engine}_cpu_p95_ms"]
    return f"p50 {p50:.2f} ms, p95 {p95:.2f} ms; of the processor {cpu50:.2f} and {cpu95:.2f} ms"


def _rates(figures: dict[str, float]) -> str:
    return f"{figures['passages']:.0f} passages, {figures['passages_per_s']:.1f} a second"


def _spread(times: list[float]) -> str:
    return f"{median(times):.2f} s ({min(times):.2f} to {max(times):.2f}, {len(times)} rounds)"


if __name__ == "__main__":
    sys.exit(main())
