"""Make files of other formats: a PDF, a Word file, a mail, a zip, as the programs of reporters write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Mill fire - Orrin Herald</title>
<meta property="og:site_name" content="Orrin Herald"><meta property="og:title" content="Fire at Orrin mill kills two">
<meta property="article:published_time" content="2024-05-02T10:15:00+02:00"><meta name="author" content="Ann Lee">
<link rel="canonical" href="https://orrin.example/fire"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Fire at Orrin mill kills two</h1>
<p>Two people died in a fire at the Orrin mill on Thursday, the fire service said.</p>
<ul><li>The mill made flour for the valley.</li><li>It was built in 1911.</li></ul>
<p>The mill&rsquo;s owner, Jos&eacute; Pe&ntilde;a, said that three others were hurt.</p>
<script>document.write("<p>The fire was invented.</p>")</script></article>
<footer>All rights reserved</footer></body></html>"""


def make_pdf(*paragraphs: str, title: str = "", columns: int = 1, head: str = "", password: str = "") -> bytes:
    """Paragraphs set in columns, each page with a head and its number at the foot."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    def edges(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.drawString(60, 815, head)
        canvas.drawString(290, 20, str(document.page))

    width = 500 / columns
    frames = [Frame(50 + width * number, 50, width - 10, 750) for number in range(columns)]
    file = io.BytesIO()
    document = BaseDocTemplate(file, pagesize=A4, title=title, encrypt=password or None)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=edges))
    document.build([Paragraph(text, getSampleStyleSheet()["BodyText"]) for text in paragraphs])
    return file.getvalue()


def make_scan() -> bytes:
    """A PDF with a drawing and no text."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.rect(100, 100, 300, 500, fill=1)
    canvas.save()
    return file.getvalue()


def make_word(*paragraphs: str, heading: str = "", rows: Sequence[Sequence[str]] = (), title: str = "") -> bytes:
    """A heading, paragraphs, and a table below them."""
    from docx import Document

    document = Document()
    document.core_properties.title = title
    document.core_properties.author = "user 17"
    if heading:
        document.add_heading(heading, level=1)
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def make_mail(text: str = "", *, page: str = "", attached: Mapping[str, bytes] | None = None, **heads: str) -> bytes:
    """A mail with a plain form, an HTML form, or both, and attachments."""
    mail = EmailMessage()
    named = {
        "From": "Orrin Herald <news@orrin.example>",
        "Subject": "Mill fire",
        "Date": "Thu, 02 May 2024 10:15:00 +0200",
    }
    for name, value in (named | heads).items():
        mail[name] = value
    if text:
        mail.set_content(text)
    if page and text:
        mail.add_alternative(page, subtype="html")
    elif page:
        mail.set_content(page, subtype="html")
    for name, data in (attached or {}).items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def make_zip(members: Mapping[str, str | bytes]) -> bytes:
    """A packed folder."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()
