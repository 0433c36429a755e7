"""Read a mail: what does a .eml file say, from whom, on which day, and what is attached?

Bytes in; one draft out, and one enclosed file for each attachment of a known format. The sender's name is the
publisher, the subject the title. Of two forms of one mail the plain text is read; a mail in HTML alone is
read as a page. Links and pictures are never fetched.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
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

_OF_DAMAGE = (AssertionError, AttributeError, LookupError, MessageError, RecursionError, TypeError, ValueError)
"""What Python's own parser of mails raises where a mail is not as its heads promise."""
PLAIN_ENOUGH = 200
"""A plain form of fewer characters often only says that the mail has another form."""


def read(file: BinaryIO, _: Mapping[str, Any]) -> Iterator[Draft | Fault | Enclosed]:
    """Yield the mail itself, then what is attached to it."""
    try:
        mail = BytesParser(_class=EmailMessage, policy=policy.default).parse(file)
        sender, subject, date = (_head(mail, name) for name in ("from", "subject", "date"))
        if not (sender or subject or date):
            raise ArticleError("is no mail (it has no From, Date or Subject); save it as .txt or remove it")
        attached = list(_attached(mail))
        given = {"title": one_line(subject), "publisher": _name(sender), "published": loose_date(date)}
        parts: list[Draft | Fault | Enclosed] = [_mail(mail, given, has_more=bool(attached)), *attached]
    except _OF_DAMAGE as error:
        fact = " ".join(str(error).split())[:80] or type(error).__name__
        raise ArticleError(f"is a damaged mail ({fact}); save it anew or remove it") from None
    yield from parts


def _mail(mail: EmailMessage, given: Mapping[str, str | None], *, has_more: bool) -> Draft | Fault:
    """The mail as an article; one without text is a fault of its own where something is attached to it."""
    try:
        return filled(_body(mail), given, basis="mail")
    except ArticleError as error:
        if not has_more:
            raise
        return Fault(reason=str(error))


def _head(mail: EmailMessage, name: str) -> str:
    """One line of a mail's head, "" where it is not there or too broken for Python to read."""
    try:
        return str(mail[name] or "")
    except _OF_DAMAGE:
        return ""


def _name(sender: str) -> str:
    """Who sent a mail: the name, else the domain."""
    name, address = parseaddr(sender)
    return one_line(name or address.rpartition("@")[2])


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
