"""Browse: how long does a reader wait for the page, for the first sentence, and beside three other readers?

    python -m benchmarks.page [FOLDER] [--seconds 60] [--rounds 7]

Serves FOLDER (default: seeds) from an index of its own, in a process of its own, without the language model, and
uses it through a real Chromium: everything that is stated was seen there. Needs playwright and a chromium.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

READERS = 4
QUESTIONS = ("How many died?", "How many were wounded?", "Who condemned the strikes?", "Were there weapons warehouses?")
_READY = "#thread :is(.welcome, .turn)"
_NO_MODEL = "#model input"


@contextmanager
def served(folder: Path, index: Path) -> Iterator[str]:
    """A server of its own over a folder; yields its address."""
    command = [sys.executable, "app.py", str(folder), "--index", str(index), "--port", str(_free_port())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        try:
            for line in started.stdout:
                if found := re.match(r"open (http\S+)", line):
                    yield found[1]
                    return
            raise SystemExit("the server did not start")
        finally:
            started.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def measure(address: str, *, rounds: int, seconds: float) -> dict[str, Any]:
    """Load, ask alone, ask while the folder is indexed, ask beside others."""
    from playwright.async_api import async_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--headless=new", "--no-sandbox"])
        loads = [await _load(browser, address) for _ in range(rounds)]
        page = await _reader(browser, address)
        firsts = [await _ask(page, QUESTIONS[n % 4]) for n in range(rounds)]
        busy = await _while_indexing(browser, address)
        readers = [await _reader(browser, address) for _ in range(READERS)]
        until = time.perf_counter() + seconds
        asked = await asyncio.gather(*(_keep_asking(page, n, until) for n, page in enumerate(readers)))
        await browser.close()
    whole = [seconds for each in asked for seconds in each]
    return {
        "load_s": round(median(loads), 3),
        "first_sentence_s": round(median(first for first, _ in firsts), 3),
        "first_sentence_while_indexing_s": round(busy, 3),
        "four_readers": {
            "answers": len(whole),
            "p50_s": round(median(whole), 3),
            "p95_s": round(quantiles(whole, n=20)[-1], 3),
        },
    }


async def _load(browser: Any, address: str) -> float:
    """Seconds from the address to a page that can be asked, for a reader who was never there."""
    context = await browser.new_context()
    page = await context.new_page()
    began = time.perf_counter()
    await page.goto(address)
    await page.locator(_READY).first.wait_for()
    seconds = time.perf_counter() - began
    await context.close()
    return seconds


async def _reader(browser: Any, address: str) -> Any:
    """A reader's page with the language model left out."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(f"{address}/settings")
    await page.locator("#facts dl").wait_for()
    await page.locator(_NO_MODEL).uncheck()
    await page.wait_for_function("localStorage.getItem('rag.choices')")
    await page.goto(address)
    await page.locator(_READY).first.wait_for()
    return page


async def _ask(page: Any, question: str) -> tuple[float, float]:
    """Seconds from Enter to the first sentence, and to the whole answer."""
    number = await page.locator(".turn").count() + 1
    await page.locator("#question textarea").fill(question)
    began = time.perf_counter()
    await page.locator("#question textarea").press("Enter")
    await page.locator(f"#t{number} .sentence").first.wait_for()
    first = time.perf_counter() - began
    await page.locator(f"#t{number}[aria-busy=false]").wait_for()
    assert await page.locator(f"#t{number} .question").inner_text() == question
    return first, time.perf_counter() - began


async def _while_indexing(browser: Any, address: str) -> float:
    """Seconds to the first sentence, asked at the moment at which the folder begins to be read again."""
    page, keeper = await _reader(browser, address), await (await browser.new_context()).new_page()
    await keeper.goto(f"{address}/articles")
    await keeper.locator("#holdings .tally").wait_for()
    await keeper.locator("#reindex").click()
    first, _ = await _ask(page, QUESTIONS[0])
    await keeper.locator("#status .report").wait_for()
    return first


async def _keep_asking(page: Any, reader: int, until: float) -> list[float]:
    """The seconds of each whole answer; every turn on this page must be this reader's own, without a problem."""
    seconds: list[float] = []
    asked: list[str] = []
    while time.perf_counter() < until:
        asked.append(QUESTIONS[(reader + len(asked)) % len(QUESTIONS)])
        seconds.append((await _ask(page, asked[-1]))[1])
        if len(asked) == 12:  # begin anew, as readers do
            await _check(page, asked)
            await page.locator("#shelf .fresh").click()
            await page.locator(".welcome").wait_for()
            asked = []
    await _check(page, asked)
    return seconds


async def _check(page: Any, asked: list[str]) -> None:
    assert await page.locator(".turn .question").all_inner_texts() == asked, "a reader saw another's question"
    assert await page.locator(".problem").count() == 0, "an answer failed"


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("seeds"))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as index, served(chosen.folder, Path(index)) as address:
        print(json.dumps(asyncio.run(measure(address, rounds=chosen.rounds, seconds=chosen.seconds)), indent=2))


if __name__ == "__main__":
    main()
