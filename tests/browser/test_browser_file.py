"""A file in the form of `/explain`, in the playground's page."""

import gzip
from pathlib import Path

from playwright.async_api import expect

from bot.model import Language
from tests.browser.pages import EITHER_LANGUAGE, IN_THE_BROWSER, Pages
from tests.browser.test_browser import TEXTS, heading
from tests.playground.browsing import DESKTOP

pytestmark = IN_THE_BROWSER


@EITHER_LANGUAGE
async def test_a_file_in_the_form_of_explain_is_explained(
    pages: Pages, language: Language, tmp_path: Path
) -> None:
    log = tmp_path / "주문 access.log.gz"
    log.write_bytes(gzip.compress(b"GET /pay HTTP/1.1 502\n" * 9))
    async with pages.at(language, DESKTOP) as (person,):
        before = await person.newest()
        await person.send(f"/{TEXTS.voice(language).say('command.explain.name')}")
        dialog = person.page.locator(".modal-dialog")
        await expect(dialog.locator("textarea")).to_be_focused()
        await dialog.locator("input[type=file]").set_input_files(log)
        await expect(dialog.locator(".upload-file-name")).to_have_text(log.name)
        await dialog.get_by_role("button").last.click()
        card = await person.after(before)
        await expect(heading(card)).to_contain_text("502")
        await expect(card).to_contain_text("×9")
