from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.articles.formats.making import PAGE, make_mail, make_pdf
from tests.articles.writing import read_fault, read_one, read_parts

BODY = """Two people died in a fire at the Orrin mill on Thursday, the fire service
said. Three others were taken to hospital.

The mill’s owner spoke of an accident."""


def test_a_mail_says_who_wrote_when_about_what(tmp_path: Path) -> None:
    article = read_one(tmp_path, make_mail(BODY), "fire.eml")

    assert article.text == BODY.replace("service\nsaid", "service said")
    assert (article.title, article.publisher) == ("Mill fire", "Orrin Herald")
    assert (article.published, article.published_basis) == ("2024-05-02T10:15:00+02:00", "mail")


def test_a_sender_without_a_name_is_called_by_the_domain(tmp_path: Path) -> None:
    assert read_one(tmp_path, make_mail(BODY, From="news@orrin.example"), "fire.eml").publisher == "orrin.example"


def test_a_mail_in_html_alone_is_read_as_a_page(tmp_path: Path) -> None:
    article = read_one(tmp_path, make_mail(page=PAGE), "fire.eml")

    assert article.text.startswith("Fire at Orrin mill kills two\n\nTwo people died")
    assert (article.title, article.url) == ("Mill fire", "https://orrin.example/fire")
    assert dict(article.bases)["title"] == "mail"


def test_a_plain_form_that_only_points_to_the_other_is_passed_by(tmp_path: Path) -> None:
    article = read_one(tmp_path, make_mail("View this mail in your browser.", page=PAGE), "fire.eml")

    assert "Two people died" in article.text


def test_attachments_of_known_formats_are_articles_of_their_own(tmp_path: Path) -> None:
    pdf = make_pdf("Three people died in the fire, the hospital said on Friday.")
    attached = {"report.pdf": pdf, "logo.png": b"\x89PNG", "../../up.txt": b"Four died.", "torn.pdf": pdf[:500]}

    articles, [fault] = read_parts(tmp_path, make_mail(BODY, attached=attached), "fire.eml")

    assert [article.file for article in articles] == ["fire.eml", "fire.eml/report.pdf", "fire.eml/up.txt"]
    assert articles[1].text == "Three people died in the fire, the hospital said on Friday."
    assert fault.member == "/torn.pdf"


def test_what_a_mail_quotes_stays_marked(tmp_path: Path) -> None:
    article = read_one(
        tmp_path, make_mail("I doubt it.\n\n> Two people died in the\n> fire.\n>\n> More later.\nAnn"), "a.eml"
    )

    assert article.text.split("\n\n") == ["I doubt it.", "> Two people died in the fire.", "> More later.", "Ann"]


def test_a_mail_inside_a_mail_is_one_of_its_own(tmp_path: Path) -> None:
    outer = message_from_bytes(make_mail(BODY), _class=EmailMessage, policy=policy.default)
    inner = message_from_bytes(make_mail("Nobody died.", Subject="Earlier"), _class=EmailMessage, policy=policy.default)
    outer.add_attachment(inner)

    articles, _ = read_parts(tmp_path, outer.as_bytes(), "fire.eml")

    assert [(article.file, article.title) for article in articles] == [
        ("fire.eml", "Mill fire"),
        ("fire.eml/mail-1.eml", "Earlier"),
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"just some words, no heads at all", "is no mail (it has no From, Date or Subject)"),
        (make_mail("  "), "is a mail without text"),
        (make_mail(page="<html><nav><a href='/'>x</a></nav></html>"), "has no article that can be told"),
    ],
)
def test_a_mail_without_an_article_is_told(tmp_path: Path, content: bytes, fault: str) -> None:
    assert read_fault(tmp_path, content, "fire.eml").startswith(fault)


def test_a_part_in_an_encoding_that_nobody_knows_is_read_all_the_same(tmp_path: Path) -> None:
    content = make_mail(BODY).replace(b'charset="utf-8"', b'charset="x-unknown-9"')

    assert "Three others were taken to hospital." in read_one(tmp_path, content, "fire.eml").text
