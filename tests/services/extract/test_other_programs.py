"""Errors of other programs and protocols, whose numbers look like status codes."""

import pytest

from bot.services.extract import find_codes


@pytest.mark.parametrize(
    "text",
    [
        "S: 220 mx.example.com ESMTP\nC: EHLO a\nS: 250 STARTTLS\nS: 550 5.7.1 Sender rejected",
        "메일서버에서 421 Too many connections 뜨는데요",
        "파일질라 530 Login incorrect 나옵니다",
        "227 Entering Passive Mode (10,0,0,5,195,80)\n426 Connection closed; ftp transfer aborted.",
        'Asterisk: Got SIP response 503 "Service Unavailable" back from 10.0.0.5',
        "curl: (92) HTTP/2 stream 501 was not closed cleanly: INTERNAL_ERROR (err 2)",
        "gRPC status 14, 404 retries left",
        "redis error 500: OOM command not allowed",
        "Kafka error code 404",
        "OSError: [WinError 502] x",
        "stop code 404 on boot",
        "Xbox error 500 after the update",
        "차량 경고등 코드 503",
        "4xx: 404, 5xx: 503",
        "Response: 227 Entering Passive Mode\nResponse: 426 aborted",
        "220 ProFTPD Server ready\n530 Login incorrect.",
        "vsftpd 에서 530 뜹니다",
        "const sipCodes = { 100: 'Trying', 200: 'OK', 404: 'Not Found' }",
        "SQLCODE 100 은 no data found 입니다",
        'self.send_header("Content-Length", "404")',
    ],
)
def test_an_error_of_another_program_is_no_code(text: str) -> None:
    assert find_codes(text) == []


@pytest.mark.parametrize("process", [204, 404, 406, 429, 502])
def test_the_process_of_nginx_is_no_code(process: int) -> None:
    """nginx's error log has the process and the thread, and a process may have any number."""
    line = (
        f"2026/11/28 14:24:59 [error] {process}#{process}: *19 client intended to send too large"
        ' 5000 bytes, client: 127.0.0.1, server: , request: "POST /api/upload HTTP/1.1",'
        ' host: "shop.example"'
    )
    assert find_codes(line) == []
