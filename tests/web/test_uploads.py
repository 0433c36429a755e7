"""Upload hostile files to the real archive: does anything in them run, load, or leave its place?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.archive import Archive
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import ask, hosts_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not hasattr(Archive, "add_file"), reason="this archive takes no uploads"),
]

ATTACK = (
    "<script>document.title='taken'</script><img src='http://evil.example/a.png' onerror='alert(1)'> "
    "![pixel](http://evil.example/b.png) [go](javascript:alert(2)) \x1b[31mred\x1b[0m \u202egnp.exe "
    "Nine people died aboard the ferry Aurelia off Port Lerna, the coast guard said. <b onclick='alert(3)'>more</b>"
)
FILES = {
    "<img src=x onerror=alert(4)>.txt": ATTACK,
    "page.html": f"<html><head><title>Ferry &lt;b&gt;</title></head><body><p>{ATTACK}</p><p>{ATTACK}</p></body></html>",
    "note.md": f'---\ntitle: "<svg onload=alert(5)>"\npublisher: "![p](http://evil.example/c.png)"\n---\n\n{ATTACK}\n',
}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "index") as opened:
        opened.sync(Path(__file__).parents[2] / "seeds")
        yield opened


def test_what_is_uploaded_is_shown_and_does_nothing(
    serve_page: Serve, open_page: OpenPage, archive: Archive, tmp_path: Path
) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    address = serve_page(archive, model=lambda: None)
    page = open_page(f"{address}/articles")
    page.locator(".tally", has_text="2 articles").wait_for()
    page.get_by_role("button", name="Add articles").click()

    page.locator("#add input[type=file]").set_input_files([tmp_path / name for name in FILES])
    page.locator("#status .report").wait_for()
    page.locator(".tally", has_text="5 articles").wait_for()
    names = page.locator("ul.articles a").all_inner_texts()
    shown = {"list": harm(page)}
    for name in names:
        page.get_by_role("link", name=name, exact=True).click()
        page.locator(".opened").wait_for()
        shown[name] = harm(page)
        page.get_by_role("link", name="All articles").click()
        page.locator(".tally", has_text="5 articles").wait_for()
    page.goto(address)
    turn = ask(page, "How many people died aboard the ferry Aurelia?")
    shown["answer"] = harm(page)

    assert "<svg onload=alert(5)>" in names
    assert "the coast guard said." in " ".join(turn.locator("mark").all_inner_texts())
    assert set(shown.values()) == {0}
    assert page.title() == "What the articles say"
    assert page.errors == []
    assert hosts_of(page) == {address.split("/")[2]}
    assert not [path for path in tmp_path.rglob("*") if path.suffix == ".exe"]


def harm(page: object) -> int:
    """How many elements stand on the page that could load or run something."""
    found: int = page.locator(  # type: ignore[attr-defined]  # playwright's page
        "#page :is(img, script, iframe, object, embed, video, svg[onload], [onclick], [onerror], a[href^=javascript])"
    ).count()
    return found
