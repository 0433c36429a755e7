"""Drive the page as a reader does: ask, wait, see."""

from __future__ import annotations

import json
from typing import Any

from tests.web.fake_archive import FakeArchive

DESK: dict[str, Any] = {"width": 1280, "scheme": "light"}
PHONE: dict[str, Any] = {"width": 390, "scheme": "dark"}
DIED, WOUNDED, WHO = "How many died?", "And how many were wounded?", "Who said so?"


def type_in(page: Any, question: str) -> None:
    """Type a question and press Enter, once the page is ready for it."""
    page.locator("#thread :is(.welcome, .turn)").first.wait_for()
    page.locator("#ask").wait_for(state="attached")  # Gradio makes it last
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")


def ask(page: Any, question: str) -> Any:
    """Ask as a reader does; returns the turn once its answer is whole."""
    number = page.locator(".turn").count() + 1
    type_in(page, question)
    return whole(page, number)


def whole(page: Any, number: int) -> Any:
    """A turn of the conversation, once its answer is whole and kept by the browser."""
    page.locator(f"#t{number}[aria-busy=false]").wait_for()
    page.wait_for_function(f"(rag.talk(rag.now())?.turns.length ?? 0) >= {number}")
    return page.locator(f"#t{number}")


def kept(page: Any) -> list[dict[str, Any]]:
    """The conversations that this browser keeps, the latest first."""
    found: list[dict[str, Any]] = json.loads(page.evaluate("JSON.stringify(rag.talks())"))
    return found


def hosts_of(page: Any) -> set[str]:
    """The hosts that a page has asked anything of."""
    return {address.split("/")[2] for address in page.requests if not address.startswith(("data:", "blob:"))}


def questions(archive: FakeArchive) -> list[tuple[str, list[str]]]:
    """What readers asked, with their history; the page's own trials of suggestions run without a model."""
    return [(question, history) for question, history, use_model in archive.asked if use_model]


def tab_to(page: Any, target: Any, *, most: int = 120) -> Any:
    """Step with Tab until the target has the focus; returns it, ready for a key."""
    target.wait_for()
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return target
    raise AssertionError(f"{target} is not reached with {most} Tabs")


def overwrite(page: Any, field: Any, text: str) -> None:
    """Step to a field and type over what it holds; once more where Gradio makes the field anew while it opens."""
    for _ in range(5):
        tab_to(page, field)
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
        page.wait_for_timeout(300)
        if field.input_value() == text:
            return
    raise AssertionError(f"{field} does not keep what is typed")


def press(page: Any, target: Any, key: str = "Enter") -> None:
    """Step to the target and press a key there."""
    tab_to(page, target)
    page.keyboard.press(key)
