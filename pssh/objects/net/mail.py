"""[Net.Mail.MailMessage] and [Net.Mail.SmtpClient]."""

import os
from typing import Any, List, Optional

from pssh.objects.exceptions import NetException
from pssh.objects.net.common import fail
from pssh.objects.net.network import MailAddress
from pssh.objects.types import net_type

_SPACE = "System.Net.Mail."


class MailAddressList(List[MailAddress]):
    """[MailAddressCollection]: takes addresses as text too."""

    net_type_name = _SPACE + "MailAddressCollection"

    def take(self, value: Any) -> None:
        """Adds one address, or several with commas between."""
        if isinstance(value, MailAddress):
            self.append(value)
        else:
            self.extend(MailAddress(part) for part in str(value).split(",") if part.strip())

    def __str__(self) -> str:
        return ", ".join(map(str, self))


class Attachment:
    """A file that goes with a message."""

    __slots__ = ("path",)

    net_type_name = _SPACE + "Attachment"

    def __init__(self, path: str) -> None:
        if not os.path.isfile(path):
            fail("System.IO.FileNotFoundException", f"Could not find file '{os.path.abspath(path)}'.")
        self.path = path


class MailMessage:
    """A letter."""

    net_type_name = _SPACE + "MailMessage"

    def __init__(self, sender: Any = None, to: Any = None, subject: str = "", body: str = "") -> None:
        self.sender: Optional[MailAddress] = None
        self.to, self.cc, self.bcc, self.reply_to = (MailAddressList() for _ in range(4))
        self.subject = subject or ""
        self.body = body or ""
        self.is_html = False
        self.priority = "Normal"
        self.attachments: List[Attachment] = []
        if sender is not None:
            self.sender = sender if isinstance(sender, MailAddress) else MailAddress(str(sender))
        if to is not None:
            self.to.take(to)

    def packed(self) -> Any:
        """The message as Python's own."""
        from email.message import EmailMessage
        from mimetypes import guess_type

        if self.sender is None:
            fail("InvalidOperationException", "A from address must be specified.")
        made = EmailMessage()
        made["From"], made["Subject"] = str(self.sender), self.subject
        if self.priority != "Normal":
            made["X-Priority"] = "1" if self.priority == "High" else "5"
        for name, held in (("To", self.to), ("Cc", self.cc), ("Reply-To", self.reply_to)):
            if held:
                made[name] = str(held)
        made.set_content(self.body, subtype="html" if self.is_html else "plain")
        for attachment in self.attachments:
            kind, _, subkind = (guess_type(attachment.path)[0] or "application/octet-stream").partition("/")
            with open(attachment.path, "rb") as source:
                made.add_attachment(source.read(), kind, subkind, filename=os.path.basename(attachment.path))
        return made


addresses = net_type(MailAddressList.net_type_name, MailAddressList, None, ("System.Collections.IList",))
addresses.method("Add", "void Add(System.Object addresses)")(lambda self, value: self.take(value))
addresses.method("Clear", "void Clear()")(lambda self: self.clear())
addresses.prop("Count", "int")(len)
attachment_type = net_type(Attachment.net_type_name, Attachment)
attachment_type.constructor(_SPACE + "Attachment new(string fileName)")(Attachment)
attachment_type.prop("Name", "string")(lambda self: os.path.basename(self.path))
message = net_type(MailMessage.net_type_name, MailMessage)
message.constructor(
    _SPACE + "MailMessage new()",
    _SPACE + "MailMessage new(System.Object from, System.Object to)",
    _SPACE + "MailMessage new(string from, string to, string subject, string body)",
)(lambda *args: MailMessage(*args))
for _name, _type, _slot in (
    ("From", "mailaddress", "sender"),
    ("Subject", "string", "subject"),
    ("Body", "string", "body"),
    ("IsBodyHtml", "bool", "is_html"),
):
    message.prop(_name, _type)(lambda self, s=_slot: getattr(self, s))
    message.setter(_name)(lambda self, value, s=_slot: setattr(self, s, value))
for _name, _slot in (("To", "to"), ("CC", "cc"), ("Bcc", "bcc"), ("ReplyToList", "reply_to")):
    message.prop(_name, MailAddressList.net_type_name)(lambda self, s=_slot: getattr(self, s))
message.prop("Attachments", "System.Collections.ArrayList")(lambda self: _list_of(self))
message.method("Dispose", "void Dispose()")(lambda self: None)


def _list_of(self: MailMessage) -> Any:
    from pssh.objects.collections import ArrayList

    if not isinstance(self.attachments, ArrayList):
        self.attachments = ArrayList(self.attachments)
    return self.attachments


class SmtpClient:
    """Sends letters."""

    net_type_name = _SPACE + "SmtpClient"

    def __init__(self, host: str = "", port: int = 25) -> None:
        self.host, self.port = host or "", port
        self.use_tls = False
        self.credentials: Any = None
        self.timeout = 100000

    def send(self, letter: MailMessage) -> None:
        """Hands one over to the server."""
        from smtplib import SMTP, SMTPException

        try:
            with SMTP(self.host, self.port, timeout=self.timeout / 1000) as server:
                if self.use_tls:
                    server.starttls()
                if self.credentials is not None:
                    server.login(self.credentials.user_name, self.credentials.secret.reveal())
                every = [a.address for a in (*letter.to, *letter.cc, *letter.bcc)]
                server.send_message(letter.packed(), to_addrs=every)
        except (OSError, SMTPException) as error:
            reason = NetException("System.Net.Sockets.SocketException", str(error))
            raise NetException(_SPACE + "SmtpException", "Failure sending mail.", reason) from None


client = net_type(SmtpClient.net_type_name, SmtpClient)
client.constructor(
    _SPACE + "SmtpClient new()",
    _SPACE + "SmtpClient new(string host)",
    _SPACE + "SmtpClient new(string host, int port)",
)(SmtpClient)
for _name, _type, _slot in (
    ("Host", "string", "host"),
    ("Port", "int", "port"),
    ("EnableSsl", "bool", "use_tls"),
    ("Credentials", "System.Net.NetworkCredential", "credentials"),
    ("Timeout", "int", "timeout"),
):
    client.prop(_name, _type)(lambda self, s=_slot: getattr(self, s))
    client.setter(_name)(lambda self, value, s=_slot: setattr(self, s, value))
client.method("Send", "void Send(System.Net.Mail.MailMessage message)")(
    lambda self, letter: self.send(letter)
)
client.method("Send", "void Send(string from, string recipients, string subject, string body)")(
    lambda self, *parts: self.send(MailMessage(*parts))
)
client.method("Dispose", "void Dispose()")(lambda self: None)
