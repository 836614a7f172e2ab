"""A document as a mail that a mail program opens as a draft, to nobody yet."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

from convo_tui.documents.model import Document
from convo_tui.documents.render_html import as_html
from convo_tui.documents.render_text import as_text
from convo_tui.text import one_line, shorten

LONGEST_SUBJECT = 100
"""Cells, and characters; nobody's list of mails shows more."""

_POLICY = SMTP.clone(max_line_length=200)
"""A subject that fits stays on its line; some mail programs show where one was folded."""


def as_mail(document: Document) -> str:
    """The mail as a file holds it, in ASCII and with the line ends of mail.

    The text comes first and the page as the better way to read it. There is no recipient: whom
    it goes to is said in the mail program, which opens it to be sent (`X-Unsent`).
    """
    mail = EmailMessage(policy=_POLICY)
    title = shorten(one_line(document.title)[:LONGEST_SUBJECT], LONGEST_SUBJECT)
    mail["Subject"] = f"Recap: {title}"
    mail["X-Unsent"] = "1"
    mail.set_content(as_text(document), cte="quoted-printable")
    mail.add_alternative(as_html(document), subtype="html", cte="quoted-printable")
    return mail.as_bytes().decode("ascii")
