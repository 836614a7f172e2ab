"""The recap as a mail: a draft to nobody, which every reader of mail understands."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from documents.packets import BERLIN
from hostile_team import talk_with

from convo_tui.documents.model import Format
from convo_tui.documents.recap import recap_document, recap_in, recap_text
from convo_tui.documents.render_html import as_html
from convo_tui.domain.overview import TalkPage


def named(name: str) -> TalkPage:
    page = talk_with("words")
    return replace(page, person=replace(page.person, name=name))


def read_back(page: TalkPage) -> EmailMessage:
    written = recap_in(Format.MAIL, page, BERLIN).encode()
    mail = message_from_bytes(written, policy=SMTP)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects
    return mail


def test_it_is_a_draft_to_nobody() -> None:
    mail = read_back(named("Zoë Łukasz"))
    assert mail["Subject"] == "Recap: Zoë Łukasz, Tuesday 17 November 2026"
    assert mail["X-Unsent"] == "1"
    for name in ("To", "Cc", "Bcc", "From", "Sender", "Reply-To", "Date", "Message-ID"):
        assert mail[name] is None


def test_it_has_the_text_and_the_page() -> None:
    page = named("Maya")
    mail = read_back(page)
    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == recap_text(page, BERLIN)
    assert html.get_content().replace("\r\n", "\n") == as_html(recap_document(page, BERLIN))


def test_a_name_cannot_add_a_header() -> None:
    mail = read_back(named("Maya\r\nBcc: all@example.org\r\n\r\nhello"))
    assert set(mail.keys()) == {"Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    assert mail["Subject"].startswith("Recap: Maya Bcc: all@example.org hello,")


def test_lines_are_as_short_as_mail_wants_them() -> None:
    page = named("漢" * 3000)
    written = recap_in(Format.MAIL, page, BERLIN)
    assert all(len(line) <= 998 for line in written.split("\r\n"))
    assert "\n" not in written.replace("\r\n", "")
