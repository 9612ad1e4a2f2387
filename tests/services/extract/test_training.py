"""The snippets that the classifier learns from are labelled like those that measure it."""

from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from bot.services.extract.vendor_codes import VENDORS
from tests.services.extract.test_extract import unmarked
from tests.services.extract.test_strangers import ADDRESS, ALLOWED_NETWORKS
from tests.yaml_file import read_yaml

FILES = sorted((Path(__file__).parent / "training").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_snippet_has_whole_marks_known_vendors_and_no_real_address(path: Path) -> None:
    snippets: list[dict[str, Any]] = read_yaml(path)
    assert snippets
    for each in snippets:
        text, places = unmarked(each["text"])
        assert "⟦" not in text, text
        assert "⟧" not in text, text
        assert each["lang"] in {"en", "ja", "ko", "none", "zh"}, text
        for code, _, vendor in places:
            assert vendor is None or vendor in VENDORS.get(code, ()), text
        for match in ADDRESS.findall(text):
            if all(int(octet) < 256 for octet in match.split(".")):
                assert any(ip_address(match) in network for network in ALLOWED_NETWORKS), match
