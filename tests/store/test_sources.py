from __future__ import annotations

from pathlib import Path

import pytest

from rag.articles.fetch import Fetched, fetch
from rag.articles.formats.registry import KINDS
from rag.errors import ArticleError, IndexingError, UsageError
from rag.store import sources
from rag.store.sources import keep_bytes, take_in
from tests.articles.formats.making import PAGE, make_pdf
from tests.serving import Reply, Site, serving

STORY = "Two people died in a fire at the Orrin mill on Thursday, the fire service said."


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "PAUSE", 0.0)


def page(text: str = STORY) -> Reply:
    return Reply(f"<html><head><title>Mill fire</title></head><body><article><p>{text}</p></article></body>".encode())


def feed(*links: str, extra: str = "") -> Reply:
    items = "".join(f"<item><title>About {link}</title><link>{link}</link>{extra}</item>" for link in links)
    body = f"<rss><channel><title>Orrin Herald</title>{items}</channel></rss>"
    return Reply(body.encode(), heads={"Content-Type": "application/rss+xml"})


def take(folder: Path, site: Site, path: str) -> tuple[tuple[str, str], ...]:
    return take_in(folder, site.address(path), allow_private=True)


def kept(folder: Path) -> list[str]:
    """The names of what is kept, with the mark of the address taken out."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted("-".join(path.name.split("-")[:-1]) + path.name[path.name.index(".") :] for path in files)


def test_a_page_is_kept_under_its_host_with_what_the_server_said(tmp_path: Path) -> None:
    with serving(fire=Reply(PAGE.encode(), heads={"Content-Type": "text/html; charset=utf-8", "ETag": '"7"'})) as site:
        assert take(tmp_path, site, "/fire") == ()

    [body] = tmp_path.rglob("*.html")
    assert body.parent.name == f"127.0.0.1-{site.port}"
    assert body.name.startswith("fire-")
    assert body.read_text(encoding="utf-8") == PAGE
    assert Path(f"{body}.meta.yaml").read_text(encoding="utf-8") == (
        f'etag: "\\"7\\""\ncharset: "utf-8"\naddress: "{site.address("/fire")}"\n'
    )


def test_the_same_address_again_takes_the_place_of_what_was_kept(tmp_path: Path) -> None:
    with serving(fire=page()) as site:
        take(tmp_path, site, "/fire")
        site.pages["/fire"] = page(STORY.replace("Two", "Three"))
        take(tmp_path, site, "/fire")

    [body] = tmp_path.rglob("*.html")
    assert "Three people died" in body.read_text(encoding="utf-8")


def test_a_place_within_a_page_is_the_page(tmp_path: Path) -> None:
    with serving(fire=page()) as site:
        take(tmp_path, site, "/fire#top")
        take(tmp_path, site, "/fire#bottom")

    assert kept(tmp_path) == ["fire.html", "fire.html.meta.yaml"]


def test_an_index_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "uploads").write_text("a file in the place of the folder", encoding="utf-8")

    with pytest.raises(IndexingError, match=r"uploads cannot be written \(file exists\): free it or name another"):
        keep_bytes(tmp_path, "fire.txt", b"Two died.")


def test_an_address_that_gives_another_format_now_leaves_no_second_file(tmp_path: Path) -> None:
    with serving(fire=page()) as site:
        take(tmp_path, site, "/fire")
        site.pages["/fire"] = Reply(make_pdf(STORY), heads={"Content-Type": "application/pdf"})
        take(tmp_path, site, "/fire")

    assert kept(tmp_path) == ["fire.pdf", "fire.pdf.meta.yaml"]


def test_a_page_that_has_not_changed_is_asked_for_and_left_as_it_is(tmp_path: Path) -> None:
    with serving(fire=Reply(page().body, heads={"Content-Type": "text/html", "ETag": '"7"'})) as site:
        take(tmp_path, site, "/fire")
        before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
        take(tmp_path, site, "/fire")

    assert site.asked[1][1]["If-None-Match"] == '"7"'
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_page_that_became_unreadable_leaves_what_was_kept(tmp_path: Path) -> None:
    with serving(fire=page()) as site:
        take(tmp_path, site, "/fire")
        before = kept(tmp_path)
        site.pages["/fire"] = Reply(b"<html><nav>Home</nav></html>")
        with pytest.raises(ArticleError, match=r"/fire has no article that can be told from the page around it"):
            take(tmp_path, site, "/fire")
        site.pages["/fire"] = Reply(status=410)
        with pytest.raises(ArticleError, match=r"\(410, gone\)"):
            take(tmp_path, site, "/fire")

    assert kept(tmp_path) == before
    assert STORY in next(tmp_path.rglob("*.html")).read_text(encoding="utf-8")


def test_every_article_of_a_feed_is_kept_and_what_cannot_be_had_is_named(tmp_path: Path) -> None:
    with serving(feed=feed("/a", "/b", "/gone", "http://169.254.1.1/x"), a=page(), b=page()) as site:
        failed = take_in(tmp_path, site.address("/feed"), allow_private=True)

    assert kept(tmp_path) == ["a.html", "a.html.meta.yaml", "b.html", "b.html.meta.yaml"]
    assert [url for url, _ in failed] == [site.address("/gone"), "http://169.254.1.1/x"]
    assert failed[0][1] == "cannot be fetched (404, not found); check the address"
    card = next(tmp_path.rglob("a-*.meta.yaml")).read_text(encoding="utf-8")
    assert 'feed: {"title": "About /a", "publisher": "Orrin Herald"}' in card


def test_an_article_that_left_the_feed_stays(tmp_path: Path) -> None:
    with serving(feed=feed("/a"), a=page(), b=page()) as site:
        take(tmp_path, site, "/feed")
        site.pages["/feed"] = feed("/b")
        take(tmp_path, site, "/feed")

    assert [name for name in kept(tmp_path) if name.endswith(".html")] == ["a.html", "b.html"]


def test_an_article_that_the_feed_carries_whole_is_not_fetched(tmp_path: Path) -> None:
    whole = f"<description><![CDATA[{f'<p>{STORY}</p>' * 30}]]></description>"
    with serving(feed=feed("/a", extra=whole)) as site:
        take(tmp_path, site, "/feed")

    assert [path for path, _ in site.asked] == ["/feed"]
    assert kept(tmp_path) == ["a.html", "a.html.meta.yaml"]


def test_a_feed_of_which_nothing_can_be_had_is_an_error(tmp_path: Path) -> None:
    with serving(feed=feed("/a", "/b"), none=feed()) as site:
        with pytest.raises(ArticleError, match=r"is a feed of 2 articles, and none can be read; the first: .*404"):
            take(tmp_path, site, "/feed")
        with pytest.raises(ArticleError, match=r"is a feed of 0 articles, and none can be read"):
            take(tmp_path, site, "/none")


def test_a_feed_cannot_lead_into_a_private_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def as_if_public(url: str, *, allow_private: bool, **rest: str) -> Fetched:
        return fetch(url, allow_private=allow_private or url.endswith("/feed"), **rest)

    monkeypatch.setattr(sources, "fetch", as_if_public)
    with (
        serving(feed=feed("/a", "http://10.0.0.1/"), a=page()) as site,
        pytest.raises(ArticleError, match="none can be read; the first: leads into a private network"),
    ):
        take_in(tmp_path, site.address("/feed"), allow_private=False)

    assert [path for path, _ in site.asked] == ["/feed"]


@pytest.mark.parametrize(
    ("reply", "suffix"),
    [
        (Reply(STORY.encode(), heads={"Content-Type": "text/plain"}), ".txt"),
        (Reply(STORY.encode(), heads={}), ".txt"),
        (Reply(PAGE.encode(), heads={"Content-Type": "text/plain"}), ".html"),
        (Reply(b'{"text": "Two died."}', heads={"Content-Type": "application/json"}), ".json"),
        (Reply(b"text\nTwo died.\n", heads={"Content-Type": "text/csv"}), ".csv"),
    ],
)
def test_what_is_fetched_is_read_by_its_type(tmp_path: Path, reply: Reply, suffix: str) -> None:
    with serving(story=reply) as site:
        take(tmp_path, site, "/story")

    assert kept(tmp_path) == [f"story{suffix}", f"story{suffix}.meta.yaml"]


def test_what_is_no_article_is_not_kept(tmp_path: Path) -> None:
    with (
        serving(logo=Reply(b"\x89PNG", heads={"Content-Type": "image/png"})) as site,
        pytest.raises(ArticleError, match="is of the type image/png, which is no article"),
    ):
        take(tmp_path, site, "/logo")

    assert kept(tmp_path) == []


def test_an_upload_is_kept_under_its_name_and_another_of_that_name_beside_it(tmp_path: Path) -> None:
    first = keep_bytes(tmp_path, "fire.txt", b"Two died.")
    same = keep_bytes(tmp_path, "fire.txt", b"Two died.")
    other = keep_bytes(tmp_path, "fire.txt", b"Three died.")

    assert same == first
    assert [path.relative_to(tmp_path).as_posix() for path in (first, other)] == [
        "uploads/fire.txt",
        "uploads/fire (2).txt",
    ]
    assert other.read_bytes() == b"Three died."


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("../../etc/fire.txt", "fire.txt"),
        ("C:\\news\\fire.txt", "fire.txt"),
        (".hidden.txt", "hidden.txt"),
        ("a\x1b[2Jb.txt", "a\ufffd[2Jb.txt"),
        ("x" * 300 + ".txt", "x" * 116 + ".txt"),
    ],
)
def test_the_name_of_an_upload_leads_nowhere_else(tmp_path: Path, name: str, place: str) -> None:
    assert keep_bytes(tmp_path, name, b"Two died.") == tmp_path / "uploads" / place


@pytest.mark.parametrize("name", ["logo.png", "", "..", "a.txt.meta.yaml", "noend"])
def test_an_upload_of_no_known_format_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"is of no format that can be read: give it one of \.txt, \.md, "):
        keep_bytes(tmp_path, name, b"Two died.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", sorted(KINDS))
def test_an_upload_without_an_article_is_not_kept(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(ArticleError, match=rf"^fire\{suffix} "):
        keep_bytes(tmp_path, f"fire{suffix}", b"\0\0")
    assert kept(tmp_path) == []
