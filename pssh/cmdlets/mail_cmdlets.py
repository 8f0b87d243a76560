"""Send-MailMessage."""

from typing import Annotated, Any, List, Optional

from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateSet

_OBSOLETE = (
    "The command 'Send-MailMessage' is obsolete. This cmdlet does not guarantee secure connections to SMTP servers. "
    "While there is no immediate replacement available in PowerShell, we recommend you do not use Send-MailMessage at "
    "this time. See https://aka.ms/SendMailMessage for more information."
)


@cmdlet("Send-MailMessage", module="Microsoft.PowerShell.Utility")
def send_mail_message(
    call: Call,
    to: Annotated[Optional[List[str]], Param(position=0, by_property=True)] = None,
    subject: Annotated[str, Param(position=1, by_property=True, aliases=("sub",))] = "",
    body: Annotated[str, Param(position=2, by_property=True)] = "",
    smtp_server: Annotated[
        Optional[str], Param(position=3, by_property=True, aliases=("ComputerName",))
    ] = None,
    *,
    from_: Annotated[str, Param(mandatory=True, name="From", by_property=True)] = "",
    attachments: Annotated[Optional[List[str]], Param(pipeline=True, aliases=("PsPath",))] = None,
    bcc: Annotated[Optional[List[str]], Param(by_property=True)] = None,
    cc: Annotated[Optional[List[str]], Param(by_property=True)] = None,
    reply_to: Annotated[Optional[List[str]], Param(by_property=True)] = None,
    body_as_html: Annotated[Switch, Param(aliases=("BAH",), by_property=True)] = False,
    credential: Annotated[
        Any, Param(type="System.Management.Automation.PSCredential", by_property=True)
    ] = None,
    port: Annotated[int, Param(by_property=True)] = 25,
    use_ssl: Annotated[Switch, Param(by_property=True)] = False,
    priority: Annotated[
        str, Param(validate=(ValidateSet(["Normal", "High", "Low"]),), by_property=True)
    ] = "Normal",
) -> None:
    """Sends an email message."""
    from pssh.objects.errors import NetException
    from pssh.objects.net.mail import Attachment, MailMessage, SmtpClient
    from pssh.objects.tostring import to_string

    if call.state is None:
        call.state = "warned"
        call.warning(_OBSOLETE)
    server = smtp_server or to_string(call.variable("PSEmailServer", "") or "")
    if not server:
        call.throw(
            "HostNotSpecified",
            "The email cannot be sent because no SMTP server was specified. You must specify an SMTP server by using "
            "either the SmtpServer parameter or the $PSEmailServer variable.",
            "InvalidArgument",
        )
    try:
        letter = MailMessage(from_, None, subject, body)
        letter.is_html = bool(body_as_html)
        letter.priority = priority.capitalize()
        for held, given in ((letter.to, to), (letter.cc, cc), (letter.bcc, bcc), (letter.reply_to, reply_to)):
            for address in given or ():
                held.take(address)
        for path in attachments or ():
            letter.attachments.append(Attachment(call.path(path)))
        client = SmtpClient(server, port)
        client.use_tls = bool(use_ssl)
        client.credentials = credential.network() if credential is not None else None
        client.send(letter)
    except NetException as error:
        call.error(
            error.type_name.rpartition(".")[2], error.message, "InvalidOperation", server, error.type_name
        )
