"""The parts of simcord's page that the playground uses or replaces, and the files that it adds.

simcord is a simulated Discord. tests/playground/test_simcord_private.py fails if a version other
than 3.2.1 changes any of these parts.
"""

import json
from collections.abc import Mapping, Sequence

# Our files that are added to simcord's page, by address.
OWN = {
    "/teapot.js": "page.js",
    "/teapot-language.js": "language.js",
    "/teapot-simcord.js": "simcord.js",
    "/teapot-words.js": "",
    "/teapot.css": "page.css",
    "/teapot.svg": "teapot.svg",
}
# simcord's page waits for all of its fonts, 32 MB. The playground's page waits only for the two of
# _AWAITED, and loads a font of _FONTS when it first shows one of the font's characters.
_FONTS = {
    "noto-color-emoji-v2.051": (
        "U+200D, U+203C, U+2049, U+20E3, U+2139, U+2194-21AA, U+231A-23FF, U+24C2, U+25AA-27BF,"
        " U+2934-2935, U+2B05-2B55, U+3030, U+303D, U+3297, U+3299, U+FE0F, U+1F000-1FAFF,"
        " U+E0020-E007F"
    ),
    "noto-sans-arabic-v2.012": "U+600-6FF, U+750-77F, U+8A0-8FF, U+FB50-FDFF, U+FE70-FEFF",
    "noto-sans-hebrew-v3.001": "U+590-5FF, U+FB1D-FB4F",
    "noto-sans-devanagari-v2.007": "U+900-97F, U+A8E0-A8FF",
    "noto-sans-sc-v2.004": "U+2E80-2FDF, U+3001-3002, U+3400-4DBF, U+4E00-9FFF, U+F900-FAFF",
}
_AWAITED = ('normal 16px "Noto Sans"', 'normal 16px "Noto Sans Mono"')
# Replacements in simcord's own files, by address.
# - Our script and style are loaded, and relative times are marked, so that our script can keep
#   them up to date.
# - The playground scrolls to the first line of a new message if the reader is at the newest
#   message, or if the new message answers the reader's own action. simcord scrolls only if the
#   reader is at the very end. So simcord doesn't scroll if the newest message is taller than the
#   page and the reader is at the top of this message.
# - While simcord draws the message that it will scroll to, it ignores scroll events. In the
#   playground, it ignores only the browser's events, not those that our script dispatches.
PATCHES: Mapping[str, Sequence[tuple[str, str]]] = {
    "/": (
        ('<html lang="en">', '<html lang="LANGUAGE">'),
        (
            "</head>",
            '<link rel="icon" href="/teapot.svg"><link rel="stylesheet" href="/teapot.css"></head>',
        ),
        # simcord cuts a paste at 2000 characters. The playground sends a longer paste as a file, as
        # Discord does.
        ('id="channel-composer-input" maxlength="2000"', 'id="channel-composer-input"'),
        ("</body>", '<script type="module" src="/teapot-language.js"></script></body>'),
    ),
    "/preview.css": tuple(
        (
            f'url("/fonts/{file}.ttf") format("truetype");',
            f'url("/fonts/{file}.ttf") format("truetype"); unicode-range: {characters};',
        )
        for file, characters in _FONTS.items()
    ),
    "/presentation.js": (
        (
            "= Promise.all(FONT_REQUIREMENTS.map(",
            f"= Promise.all(FONT_REQUIREMENTS.filter((font) => {json.dumps(_AWAITED)}"
            ".includes(font.css)).map(",
        ),
    ),
    # In simcord, a form opens with the focus on its ✕, and the first space of a typed text presses
    # the ✕. In the playground, the form's first text field has the focus.
    "/components.js": (
        (
            'dialog.querySelector("input, textarea, button")',
            'dialog.querySelector("input:not([type=file]), textarea")'
            ' ?? dialog.querySelector("button")',
        ),
        # simcord's picture of a file and an arrow is cut off, and too small to be recognised.
        (
            '<path fill="#fff" d="M3 2h9l5 5v13a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V3a1 1 0 0 1 0-1z"/>'
            '<path fill="#35353c" d="M12 2l5 5h-5z"/><path fill="#fff" stroke="#35353c"'
            ' stroke-width="1.6" d="M17.5 10.8l4.2 4.2h-2.2v6h-4v-6h-2.2z"/>',
            '<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
            ' stroke-linejoin="round" d="M12 16V4m-5 5 5-5 5 5M4 16v4h16v-4"/>',
        ),
    ),
    "/commands.js": (
        # In simcord, Escape first closes an empty list, which our style hides. In the playground,
        # Escape leaves the command at once if no list is visible.
        (
            'if (event.key === "Escape") { clearPopup(); return true; }',
            """if (event.key === "Escape") {
      if (popup?.checkVisibility()) clearPopup();
      else exitCommand();
      return true;
    }""",
        ),
        # In the playground, once the last value is chosen, Enter sends the command. In simcord,
        # the value's list opens again instead.
        (
            "renderCompose({ focus: Boolean(next) });",
            """if (!next) queryElement(commandElement(), ":focus")?.blur();
    renderCompose({ focus: true });""",
        ),
        # When simcord offers the list of optional options, the first item is selected. In the
        # playground, no item is selected: Enter sends the command, and an arrow key selects an
        # item.
        (
            """drafts.optionsOpened();
      openOptions(chip);""",
            """drafts.optionsOpened();
      openOptions(chip);
      suggestionListbox?.setActive(-1);""",
        ),
        # simcord shows and reads a choice's value. The playground shows and reads the choice's
        # name, which is in the page's language.
        (
            'typeof value?.raw === "boolean" ? (value.raw ? "True" : "False")'
            ' : String(value?.raw ?? "");',
            """String(optionChoices(option).find((choice) =>
          String(choice.value) === String(value?.raw))?.name ?? value?.raw ?? "");""",
        ),
        (
            '? field.value.toLowerCase() === "true" : field.value;',
            """? field.value.toLowerCase() === "true" : optionChoices(option).find((choice) =>
              String(choice.name).toLowerCase() === field.value.toLowerCase())?.value
              ?? field.value;""",
        ),
        # simcord shows three dots in place of an option's description.
        (
            'node("span", "command-suggestion-ellipsis", "…")',
            'node("span", "command-suggestion-meta", value.description)',
        ),
        # simcord sorts the commands by name. The playground keeps the order of our server, which
        # sends the most useful commands first.
        (
            """
    || String(a.entry.invocation).localeCompare(String(b.entry.invocation))
    || String(a.entry.commandId).localeCompare(String(b.entry.commandId))""",
            "",
        ),
    ),
    "/text.js": (
        # A command in a message can be clicked, as on Discord.
        (
            'target.append(node("span", token.type === "mention" ? "mention" : "command-mention",'
            ' token.label || ""));',
            """const said = token.type === "mention" ? node("span", "mention", token.label || "")
        : node("button", "command-mention", token.label || "");
      said.type = "button";
      target.append(said);""",
        ),
        (
            'const time = node("time", "discord-timestamp", rendered);',
            'const time = node("time", "discord-timestamp", rendered); time.dataset.style = style;',
        ),
    ),
    "/timeline.js": (
        (
            """ui.timeline.addEventListener("scroll", () => {
    if (!state.ready &&""",
            """ui.timeline.addEventListener("scroll", (event) => {
    if (event.isTrusted && !state.ready &&""",
        ),
        (
            "return { policy: ui.timeline.scrollHeight",
            """const newest = elements.at(-1)?.getBoundingClientRect();
    const isAtNewest = !newest
      || newest.top <= bounds.top + 1 || newest.bottom <= bounds.bottom + 1;
    return { isAtNewest, policy: ui.timeline.scrollHeight""",
        ),
        # The page opens at its newest message.
        (
            ": state.scrollIntent || captureScrollIntent();",
            ': state.scrollIntent || { policy: "bottom" };',
        ),
        (
            "if ((snapshot.history?.hasAfter || hasNewTail)",
            """const { isAtNewest, policy } = state.scrollIntent;
    const isAnswer = () => ["send_message", "run_command", "click", "select", "modal_submit"]
      .includes(window.simcordPreview.pendingAction?.kind);
    if (hasNewTail && !snapshot.history?.hasAfter
      && (isAtNewest || policy === "target" || isAnswer())) {
      state.scrollIntent = { policy: "target", targetId: ids.at(-1) };
      ui.newMessages.hidden = true;
    } else if ((snapshot.history?.hasAfter || hasNewTail)""",
        ),
    ),
}
# The elements of simcord's page that our script needs.
SELECTORS = {
    "form": "#channel-composer",
    "input": "#channel-composer-input",
    "send": "#send-message",
    "app": "#preview-app",
    "timeline": "#channel-timeline",
    "new_messages": "#new-messages",
    "viewer": "#viewer-picker",
    "conversation": "#channel-layout",
    "empty": "#preview-empty",
    "message": "article.channel-message",
    "status": "#action-status",
    "commands": ".command-popup.is-browsing",
    "chosen": ".command-entry.is-active",
    "option": ".command-option-input",
    "leave": ".command-context-close",
    "button": ".component-button",
    "picture": ".media-lightbox-trigger",
    "mention": ":is(.message-content, .message-components) .command-mention",
    "said": ".message-content, .message-components, .attachment-preview, textarea",
}
# simcord's own texts. Each has the key of the text that replaces it, without `playground.page.` in
# front. {…} matches any text.
PAGE_TEXTS = {
    "SimCord": "name",
    "SimCord preview": "name",
    "Preview viewport": "name",
    "Conversation": "conversation",
    "Dialog": "dialog",
    "Application commands": "commands",
    "Show {app} commands": "commands",
    "{number} commands": "count",
    "Command /{command}": "command",
    "/{command}; {number} required options missing": "missing",
    "{option}, required": "option_required",
    "Preview": "kind",
    "Viewing as": "viewing_as",
    "APP": "app",
    "(edited)": "edited",
    "Only you can see this": "only_you",
    "Thinking…": "thinking",
    "{who} used": "used",
    "Message": "message",
    "Message {channel}": "message_to",
    "Send": "send",
    "{what} message (Enter)": "send_enter",
    "You can use application commands here": "commands_only",
    "Load earlier messages": "earlier",
    "Newer messages": "newer",
    "New messages · jump to latest": "jump",
    "No messages in this channel.": "empty",
    "Select an option": "select",
    "Cancel": "cancel",
    "Submit": "submit",
    "Close modal": "close",
    (
        "This form will be submitted to {app}. Do not share passwords or other sensitive"
        " information."
    ): "modal_warning",
    "This field is required.": "required",
    "Drop files here or": "drop",
    "browse": "browse",
    "Choose file": "choose_file",
    "Remove {option} option": "remove_option",
    "Remove {file}": "remove",
    "OPTIONS": "options",
    "OPTIONS MATCHING {typed}": "options_matching",
    "MEMBERS": "members",
    "ROLES": "roles",
    "CHANNELS": "channels",
    "+{number} optional": "optional",
    "+{number} {what}": "more",
    "+ options": "add_options",
    "Exit command mode": "exit",
    "Enter a valid value.": "invalid",
    "Value is outside the allowed range.": "out_of_range",
    "Choose an available option.": "unavailable",
    "Unknown author": "unknown_author",
    "Open {picture} in image preview": "open_image",
    "Close image preview": "close_image",
    "Contents of {file}": "contents",
    "Toggle preview of {file}": "toggle",
    "Download {file}": "download",
}
# What simcord's page tells screen readers while it acts, and afterwards.
PAGE_TEXTS |= {
    "Message sent": "sent",
    "Preview ready": "ready",
    "Access to this preview is unavailable.": "closed",
    "Action is awaiting a confirmed result.": "working",
    **dict.fromkeys(
        (
            "Updating message results…", "Updating options…", "Sending message…",
            "Saving message…", "Deleting message…", "Switching viewer…", "Opening message…",
            "Updating preview…", "Updating viewport…", "Loading conversation…",
            "Completing action…", "Loading preview…",
        ),
        "working",
    ),
    **dict.fromkeys(
        (
            "Message updated", "Message deleted", "Reaction updated", "Poll updated", "Pin updated",
            "Viewer switched", "Message opened", "Conversation updated", "Preview refreshed",
            "Viewport updated", "Message results updated", "Options updated",
            "Callback completed", "Action completed",
        ),
        "done",
    ),
}  # fmt: skip
# simcord's error messages. Each has the key of the text that replaces it, without
# `playground.problem.` in front. simcord shows the error at the top of its page. Our script shows
# the text above the box for messages.
PROBLEMS = {
    "Action was not completed.": "refused",
    "Action outcome uncertain. It will not be retried.": "refused",
    "Connection interrupted; trying again…": "interrupted",
    "Preview session is unavailable. Reload the active Preview URL.": "gone",
    "Preview session ended.": "gone",
}
