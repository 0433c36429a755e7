from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.articles import decode as decoding
from rag.articles.decode import decode, text_stream
from rag.errors import ArticleError
from tests.articles.writing import STORY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_every_usual_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(STORY.encode(encoding)) == STORY


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Семь человек погибли при взрыве на фабрике, сообщил губернатор. Ещё двенадцать ранены.", "cp1251"),
        ("El alcalde señaló que murieron más de siete niños en la explosión. ¿Quién avisó?", "latin-1"),
        ("Über zwölf Menschen wurden verletzt, sagte Bürgermeister Jürgen Großmann.", "cp1252"),
    ],
)
def test_an_older_encoding_is_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_broken_byte_does_not_turn_utf_8_into_something_else() -> None:
    assert decode(STORY.encode() + b"\xe2\x82") == STORY + "\ufffd"


def test_line_ends_become_one_kind() -> None:
    assert decode(b"one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_named(data: bytes) -> None:
    try:
        text = decode(data)
    except ArticleError as error:
        text = str(error)

    assert text.strip()
    assert "\r" not in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_stream_gives_the_same_text_in_every_encoding(encoding: str) -> None:
    lines = text_stream(io.BytesIO((STORY * 2).encode(encoding)))

    assert [lines.readline(), lines.readline()] == [STORY, STORY]


def test_a_large_text_that_is_not_utf_8_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LARGEST_LEGACY", 1_000_000)

    with pytest.raises(ArticleError, match="is not UTF-8 and larger than 1 MB; save it as UTF-8"):
        text_stream(io.BytesIO("é".encode("cp1252") * 1_000_001))


def test_a_character_across_two_blocks_is_no_broken_byte() -> None:
    text = "x" * ((1 << 20) - 1) + "é"

    assert text_stream(io.BytesIO(text.encode())).read() == text
