"""Mails with files attached, mails inside mails, and mails passed on by hand."""

from email.message import EmailMessage

import docx

from rooms.intake.files import package, saved, workbook

from .pieces import Gold, above, beside, said, told

KINDS = {
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "zip": ("application", "zip"),
    "xls": ("application", "vnd.ms-excel"),
}


def mail(subject: str, body: str, subtype: str = "plain") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "post@gemeente.example", "themadag@demo.example"
    message["Subject"] = subject
    message.set_content(body, subtype=subtype)
    return message


def attach(message: EmailMessage, name: str, content: bytes) -> None:
    maintype, subtype = KINDS[name.rsplit(".", 1)[1]]
    message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)


def with_attachments() -> Gold:
    """A table, a document, an archive and an old workbook hang on the mail."""
    message = mail("Notities sessie 4", "Beste allen,\n\nHierbij de opbrengst.\n")
    attach(
        message,
        "antwoorden.xlsx",
        workbook(Uitkomsten=[["Rol", "Opmerking"], ["griffier", "Graag eerder een agenda ontvangen."]]),
    )
    document = docx.Document()
    document.add_paragraph("Wij willen het draaiboek inzien.")
    attach(message, "verslag.docx", saved(document))
    attach(message, "alles.zip", package({"a.txt": b"x"}))
    attach(message, "oud.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    return Gold(
        "met bijlagen.eml", message.as_bytes(),
        (
            above("Notities sessie 4"), said("Beste allen,", "line 1"), said("Hierbij de opbrengst.", "line 3"),
            beside("Rol"), beside("griffier"),
            said("Graag eerder een agenda ontvangen.", "attachment “antwoorden.xlsx”, sheet Uitkomsten, row 2, column B"),
            said("Wij willen het draaiboek inzien.", "attachment “verslag.docx”, paragraph 1"),
            told("is an archive", "attachment “alles.zip”"), told("old Office file", "attachment “oud.xls”"),
            told("Who wrote to whom"),
        ),
    )  # fmt: skip


def mail_in_a_mail() -> Gold:
    inner = mail("Vraag van de raad", "Kunt u uitleggen wat wij mogen delen?\n")
    attach(
        inner,
        "bijlage.xlsx",
        workbook(Lijst=[["Thema", "Opmerking"], ["Delen", "Ook met de school naast het stadhuis?"]]),
    )
    outer = mail("Ter info", "Zie de mail hieronder.\n")
    outer.add_attachment(inner)
    return Gold(
        "doorgestuurd als bijlage.eml", outer.as_bytes(),
        (
            told("Who wrote to whom"),
            above("Ter info"), said("Zie de mail hieronder.", "line 1"), above("Vraag van de raad"),
            said("Kunt u uitleggen wat wij mogen delen?", "attachment “mail.eml”", "Vraag van de raad"), beside("Thema"),
            beside("Delen"),
            said("Ook met de school naast het stadhuis?", "attachment “mail.eml”, attachment “bijlage.xlsx”, sheet Lijst, row 2"),
        ),
    )  # fmt: skip


def passed_on_in_the_text() -> Gold:
    body = (
        "Kun jij dit oppakken?\n\n---------- Doorgestuurd bericht ----------\nVan: iemand <iemand@gemeente.example>\n"
        "Datum: 6 februari 2026\nOnderwerp: Hulp gevraagd\nAan: post@gemeente.example\n\nOnze wethouder zoekt sparring.\n\nLiefst snel.\n"
    )
    return Gold(
        "fw.eml", mail("FW: Hulp gevraagd", body).as_bytes(),
        (
            said("Kun jij dit oppakken?", "FW: Hulp gevraagd", "line 1"),
            said("Onze wethouder zoekt sparring.", "passed-on mail 1", "“Hulp gevraagd”"),
            said("Liefst snel.", "passed-on mail 1"), told("Who wrote to whom"),
        ),
    )  # fmt: skip


def html_with_a_quote() -> Gold:
    body = (
        "<html><head><style>p{color:red}</style></head><body><p>Dank voor de dag.</p><ul><li>Meer casussen</li>"
        "<li>Minder dia&rsquo;s</li></ul><p>Op 6 februari 2026 schreef de organisatie:</p><blockquote>Wat vond u?</blockquote></body></html>"
    )
    return Gold(
        "reactie.eml", mail("RE: Evaluatie", body, "html").as_bytes(),
        (
            above("RE: Evaluatie"), said("Dank voor de dag."), said("Meer casussen"), said("Minder dia’s"),
            told("quoted below was not read"),
            told("Who wrote to whom"),
        ),
    )  # fmt: skip


FILES = [with_attachments, mail_in_a_mail, passed_on_in_the_text, html_with_a_quote]
