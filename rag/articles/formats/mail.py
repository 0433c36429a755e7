"""Read a mail: what does a .eml file say, from whom, on which day, and what is attached?

Bytes in; one draft out, and one enclosed file for each attachment of a known format. The sender's name is the
publisher, the subject the title. Of two forms of one mail the plain text is read; a mail in HTML alone is
read as a page. Links and pictures are never fetched.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import partial
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from rag.articles.dates import loose_date
from rag.articles.decode import clean, decode
from rag.articles.draft import Draft, Enclosed, Fault
from rag.articles.formats.page import page_draft
from rag.articles.formats.reflow import reflow
from rag.articles.metadata import filled, one_line
from rag.errors import ArticleError

PLAIN_ENOUGH = 200
"""A plain form of fewer characters often only says that the mail has another form."""


def read(file: BinaryIO, _: Mapping[str, Any]) -> Iterator[Draft | Fault | Enclosed]:
    """Yield the mail itself, then what is attached to it."""
    mail = BytesParser(_class=EmailMessage, policy=policy.default).parse(file)
    if not any(mail[name] for name in ("from", "date", "subject")):
        raise ArticleError("is no mail (it has no From, Date or Subject); save it as .txt or remove it")
    attached = list(_attached(mail))
    try:
        yield _draft(mail)
    except ArticleError as error:
        yield Fault(reason=str(error))
    yield from attached


def _draft(mail: EmailMessage) -> Draft:
    sender = next(iter(getattr(mail["from"], "addresses", ())), None)
    given = {
        "title": one_line(str(mail["subject"] or "")),
        "publisher": one_line(sender.display_name or sender.domain) if sender else "",
        "published": loose_date(str(mail["date"] or "")),
    }
    return filled(_body(mail), given, basis="mail")


def _body(mail: EmailMessage) -> Draft:
    plain, page = (_text(mail.get_body((form,))) for form in ("plain", "html"))
    if page and len(plain) < PLAIN_ENOUGH:
        try:
            return page_draft(page)
        except ArticleError:
            if not plain.strip():
                raise
    text = clean("\n\n".join(_blocks(plain.splitlines())))
    if not text:
        raise ArticleError("is a mail without text; remove it")
    return Draft(text=text)


def _blocks(lines: list[str]) -> Iterator[str]:
    """The paragraphs of a mail; those that it quotes from another one keep their mark."""
    for is_quoted, group in groupby(lines, key=lambda line: line.startswith(">")):
        text = reflow(line.lstrip("> ") if is_quoted else line for line in group)
        yield from (f"> {block}" if is_quoted else block for block in text.split("\n\n") if block)


def _text(part: Any) -> str:
    """The text of one part, in whatever encoding it names."""
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, ValueError):
        return decode(part.get_payload(decode=True) or b" ")


def _attached(mail: EmailMessage) -> Iterator[Enclosed]:
    for number, part in enumerate(mail.iter_attachments(), 1):
        name = part.get_filename()
        if part.get_content_type() == "message/rfc822":
            inner: Any = part.get_payload(0)
            content = inner.as_bytes()
            member = f"/{PurePosixPath(name).stem if name else f'mail-{number}'}.eml"
            yield Enclosed(member=member, size=len(content), open=partial(io.BytesIO, content))
        elif name:
            data = part.get_payload(decode=True)
            content = data if isinstance(data, bytes) else b""
            yield Enclosed(member=f"/{PurePosixPath(name).name}", size=len(content), open=partial(io.BytesIO, content))
