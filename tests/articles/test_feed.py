from __future__ import annotations

import pytest

from rag.articles.feed import Entry, entries, is_feed
from rag.errors import ArticleError

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Orrin Herald</title><link>https://orrin.example/</link>
<item><title>Mill fire &amp; flood</title><link>/fire</link><pubDate>Thu, 02 May 2024 10:00:00 +0200</pubDate>
<dc:creator>Ann Lee</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>Two died.</p>]]></content:encoded></item>
<item><title>By its guid</title><guid>https://orrin.example/guid</guid></item>
<item><title>No address</title><guid isPermaLink="false">17</guid></item>
<item><title>Twice</title><link>/fire</link></item>
<item><title>Unsafe</title><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://orrin.example/news/"><title>Herald</title>
<entry><title type="html">Mill fire</title><link rel="self" href="x.atom"/><link href="fire.html"/>
<author><name>Ann Lee</name><email>a@orrin.example</email></author><updated>2024-05-03T00:00:00Z</updated>
<published>2024-05-02T10:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two <b>died</b>.</p></div></content></entry>
</feed>"""


def test_an_rss_feed_is_read_with_relative_addresses_each_once() -> None:
    first, second = entries(RSS, address="https://orrin.example/feed.xml")

    assert first == Entry(
        url="https://orrin.example/fire",
        title="Mill fire & flood",
        publisher="Orrin Herald",
        byline="Ann Lee",
        published="2024-05-02T10:00:00+02:00",
        html="<p>Two died.</p>",
    )
    assert second == Entry(url="https://orrin.example/guid", title="By its guid", publisher="Orrin Herald")


def test_an_atom_feed_has_its_own_base_and_its_markup() -> None:
    [entry] = entries(ATOM, address="https://other.example/feed")

    assert (entry.url, entry.byline, entry.published) == (
        "https://orrin.example/news/fire.html",
        "Ann Lee",
        "2024-05-02T10:00:00Z",
    )
    assert entry.html.endswith("<p>Two <b>died</b>.</p></div>")


def test_a_feed_is_told_by_its_first_element() -> None:
    assert is_feed(RSS)
    assert is_feed(ATOM)
    assert not is_feed(b"<!doctype html><html><body>about <rss> feeds")
    assert not is_feed(b"plain words")


def test_entities_are_never_expanded_and_nothing_is_fetched() -> None:
    bomb = b"""<!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
    <rss><channel><item><title>x&b;&f;y</title><link>https://orrin.example/1</link></item></channel></rss>"""

    [entry] = entries(bomb, address="https://orrin.example/")

    assert entry.title == "x&b;&f;y"


def test_a_feed_with_small_faults_is_read_all_the_same() -> None:
    broken = RSS.replace(b"&amp;", b"&").replace(b"</rss>", b"")

    assert entries(broken, address="https://orrin.example/")[0].url == "https://orrin.example/fire"


@pytest.mark.parametrize("data", [b"", b"<", b"words"])
def test_what_is_no_feed_is_told(data: bytes) -> None:
    with pytest.raises(ArticleError, match=r"https://orrin\.example/ is a broken feed"):
        entries(data, address="https://orrin.example/")
