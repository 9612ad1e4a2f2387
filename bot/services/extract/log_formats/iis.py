"""Formats of log lines of IIS and of Windows' HTTP service.

They read logs that lack the header, the line `#Fields:` that names the columns.
"""

from typing import Final

from bot.services.extract.log_formats.parts import END, METHOD, NUMBER, REST, STATUS, Row

_W3C_AT: Final = r"(?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2})"
FTP_COMMANDS: Final = (
    "USER|PASS|ACCT|CWD|CDUP|XCWD|PWD|XPWD|MKD|XMKD|RMD|XRMD|DELE|RNFR|RNTO|STOR|RETR|APPE|STOU|LIST"
    "|NLST|MLSD|MLST|SIZE|MDTM|PORT|PASV|EPRT|EPSV|TYPE|AUTH|PBSZ|PROT|OPTS|FEAT|SYST|NOOP|ABOR|QUIT"
    "|(?:Control|Data)Channel(?:Opened|Closed)|closed|sent|created"
)

IIS: Final = (
    # FTP writes its own commands and codes in HTTP's columns, so the group `status` is empty.
    Row(
        "IIS FTP",
        ":",
        rf"^{_W3C_AT} (?:[^ \n]+ ){{1,12}}?(?:\[[0-9]{{1,9}}\])?(?:{FTP_COMMANDS}) [^ \n]+"
        rf"(?P<status>) [0-9]{{1,3}}{REST}",
        "IIS",
    ),
    # The last columns are the status, its substatus, Windows' own status, and up to four numbers,
    # such as sizes and a duration.
    Row(
        "IIS",
        " - ",
        rf"^{_W3C_AT} (?:[^ \n]+ ){{0,4}}?{METHOD} (?P<path>/[^ \n]*|\*) [^\n]* "
        rf"(?![0-9]++ )[^ \n]++ {STATUS} [0-9]{{1,3}} {NUMBER}(?: {NUMBER}){{0,4}}{END}",
        "IIS",
    ),
    # Windows' own log of the requests that never reached IIS; the flag is the reason why.
    Row(
        "HTTP.sys",
        " HTTP/",
        rf"^{_W3C_AT} [^\n]{{1,200}}? HTTP/[0-9.]{{1,3}} {METHOD} (?P<path>[^ \n]+) (?:- )?"
        rf"(?P<status>[0-9]{{3}}|-) (?:-|{NUMBER}) (?P<flag>[A-Z][A-Za-z_]{{2,40}}) [^ \n]+{END}",
        "IIS",
    ),
)
