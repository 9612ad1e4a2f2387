"""Log formats of cloud services: CDNs, load balancers, storage, and Heroku's router."""

from typing import Final

from bot.services.extract.log_formats.parts import (
    ALB_REASON,
    CLF_AT,
    ISO_AT,
    METHOD,
    PREFIX,
    REQUEST,
    REST,
    TAIL,
    Row,
    if_there,
)

_CELL: Final = r"[^\t \n]{1,4000}"


def _cloudfront(gap: str) -> str:
    """Return the pattern of a line whose columns are separated by `gap`."""
    return (
        rf"^(?P<at>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{gap}[0-9:]{{8}}){gap}[A-Z]{{3}}[A-Z0-9-]{{2,12}}"
        rf"{gap}[0-9-]{{1,15}}{gap}[0-9A-Fa-f.:]{{2,45}}{gap}{METHOD}{gap}{_CELL}{gap}"
        rf"(?P<path>{_CELL}){gap}(?P<status>[0-9]{{3}}|-)"
        rf"(?:(?:{gap}{_CELL}){{19}}{gap}(?P<flag>[A-Z][A-Za-z]{{2,40}})(?=[\t \n]|$)|){REST}"
    )


CLOUDS: Final = (
    # In each row, the group `flag` is the product's own word for what happened. CloudFront's flag
    # is the detailed result type.
    Row("CloudFront", "\t", _cloudfront(r"\t"), "CloudFront"),
    # Pasted lines may have spaces instead of tabs.
    Row("CloudFront", ".cloudfront.net", _cloudfront(" {1,8}"), "CloudFront"),
    # ALB writes a type before the time; the older ELB doesn't. Up to two of the columns balancer,
    # client and target may be missing. The flag is ALB's reason for an error. The reason's column
    # comes after the column of the actions and the column of a redirect's URL.
    Row(
        "AWS load balancer",
        ' "',
        rf"^{PREFIX}(?:(?:https?|h2|grpcs?|wss?) )?{ISO_AT} (?:[^ \"\n]{{1,300}} ){{1,3}}"
        r"(?:-?[0-9.]{1,20} ){3}(?P<status>(?:[0-9]{3}|-)(?: (?:[0-9]{3}|-|0))?) "
        r"[0-9]{1,15} [0-9]{1,15} "
        r"\"(?:[A-Z-]{1,20} (?:[a-z]{2,5}://[^/ \"\n]{1,300}+)?(?P<path>[^ \"\n]*+))?[^\"\n]*+\""
        + if_there(r":[0-9]{1,5}\" \"(?P<status2>[0-9]{3}(?: [0-9]{3}){0,9})\"")
        + if_there(ALB_REASON)
        + REST,
        "balancer",
    ),
    # The flag is the error code of S3.
    Row(
        "S3",
        "] ",
        rf"^{PREFIX}{CLF_AT} [^ \n]+ [^ \n]+ [^ \n]+ (?:REST|WEBSITE|SOAP|BATCH|S3)\.[A-Z0-9._]+ "
        rf"[^ \n]+ {REQUEST} (?P<status>[0-9]{{3}}|-) (?:-|(?P<flag>[A-Z][A-Za-z0-9]{{2,60}})) "
        rf"(?:[0-9]+|-) {TAIL}",
        "S3",
        rare_character='"',
    ),
    # The flag is the router's error code, such as H12.
    Row(
        "Heroku router",
        "dyno=",
        rf"^(?:{ISO_AT} )?{PREFIX}(?:sock=[a-z]{{1,20}} )?at=[a-z]{{4,8}} "
        r"(?=[^\n]*? status=(?P<status>[0-9]{3}|)(?![^ \r\n]))"
        + if_there(r"\bcode=(?P<flag>[HLR][0-9]{2})\b")
        + if_there(r"\bpath=\"?(?P<path>[^ \"\n]+)")
        + TAIL,
        "Heroku",
    ),
)
