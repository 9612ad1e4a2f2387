// Runs beside simcord's own script. It sends a typed line as a command, and queues what a person
// does while simcord is busy. The page's texts are in language.js.
import { ask, find, isDrawn, pause, until } from "/teapot-simcord.js";
import words from "/teapot-words.js";

const form = find("form");
const input = find("input");
const timeline = find("timeline");

// --- Keys go into the line, wherever the focus is. ---

let isByPointer = true;
document.addEventListener("pointerdown", () => { isByPointer = true; }, true);
document.addEventListener("keydown", () => { isByPointer = false; }, true);

// On a touch screen, focusing the line would open a keyboard over the answer.
function returnToLine() {
  if (input.isConnected && matchMedia("(hover: hover)").matches) input.focus();
}

const pressed = (event) => event.target instanceof Element
  && event.target.closest(`${words.selectors.button}, ${words.selectors.send}`);

// A clicked button keeps the focus, and the next space or Enter would click it again.
document.addEventListener("mousedown", (event) => { if (pressed(event)) event.preventDefault(); }, true);
document.addEventListener("click", (event) => { if (isByPointer && pressed(event)) returnToLine(); }, true);
find("viewer").addEventListener("change", () => { if (isByPointer) returnToLine(); });

const takesKeys = (element) => element.matches("input, textarea, select, [contenteditable], [role=listbox]");

// A key that no element takes goes into the line. A space is left alone: it presses a button or scrolls.
document.addEventListener("keydown", (event) => {
  const isTyped = [...event.key].length === 1 && event.key !== " " || event.keyCode === 229;
  if (!isTyped || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!takesKeys(event.target) && input.isConnected && !input.closest("[inert]")) input.focus();
}, true);

// --- The note above the line, which says what is wrong with it. ---

const note = document.createElement("div");
note.id = "teapot-note";
note.setAttribute("role", "alert");
note.hidden = true;
form.prepend(note);

export function say(text) {
  // Close simcord's own list, which would cover the note.
  if (text && isBrowsing()) input.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  note.hidden = !text;
  // Text in `back-ticks` is meant to be typed. A command stays on one line. A longer text wraps.
  note.replaceChildren(...text.split("`").map((part, place) => {
    if (place % 2 === 0) return part;
    const className = part.length <= 32 ? "teapot-short" : "";
    return Object.assign(document.createElement("code"), { textContent: part, className });
  }));
}

// --- Suggestions for the rest of the line. ---

const list = document.createElement("div");
list.id = "teapot-suggestions";
list.className = "command-popup";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", words.suggestions);
list.hidden = true;
form.append(list);
let suggested = [];
let chosen = -1;
let asked = 0;

const isBrowsing = () => Boolean(find("commands")?.checkVisibility());

function choose(place) {
  chosen = place;
  [...list.children].forEach((item, number) => {
    item.classList.toggle("is-active", number === place);
    item.setAttribute("aria-selected", String(number === place));
  });
  list.children[place]?.scrollIntoView({ block: "nearest" });
}

export function type(line) {
  offer([]);
  input.value = line;
  input.focus();
  input.setSelectionRange(line.length, line.length);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function offer(suggestions) {
  suggested = suggestions;
  list.hidden = !suggested.length;
  list.replaceChildren(...suggested.map(({ label, note: about, line }) => {
    const item = document.createElement("div");
    item.className = "command-suggestion";
    item.setAttribute("role", "option");
    item.append(
      Object.assign(document.createElement("span"), { className: "command-suggestion-label", textContent: label }),
      Object.assign(document.createElement("span"), { className: "command-suggestion-meta", textContent: about }),
    );
    item.addEventListener("pointerdown", (event) => event.preventDefault()); // the input keeps the focus
    item.addEventListener("click", () => type(line));
    return item;
  }));
  choose(-1);
}

async function suggest() {
  const line = input.value;
  const mine = ++asked;
  if (!line.startsWith("/") || isBrowsing()) { offer([]); return; }
  await pause(150);
  if (mine !== asked) return;
  const { suggestions } = await ask({ kind: "suggest", line });
  if (mine === asked && input.value === line && input.isConnected) offer(isBrowsing() ? [] : suggestions);
}

// --- After an action, scroll to its result. ---

// When simcord has drawn, it scrolls back to the place of the last scroll event. The browser's own
// event may come later than that.
function follow() {
  timeline.scrollTop = timeline.scrollHeight;
  timeline.dispatchEvent(new Event("scroll"));
}

// simcord scrolls in the next frame, and doesn't if the channel's next state comes before that frame.
find("new_messages").addEventListener("click", follow);

// --- Typing and sending a line. ---

let hasMoved = false; // with the arrow keys, in simcord's own list
let isPassing = false;
let isUnfinished = false; // the line was refused because an option is missing

input.addEventListener("input", () => {
  hasMoved = isUnfinished = false;
  say("");
  // In a microtask: simcord's own list opens or closes first.
  queueMicrotask(() => void suggest().catch(() => offer([])));
});

// Each line leaves the box at Enter, so that the next one can be typed at once. Lines are sent in
// their order: the playground answers one at a time.
let sending = Promise.resolve();

function send() {
  const line = input.value;
  asked += 1;
  offer([]);
  fill("");
  sending = sending.then(() => deliver(line)).catch((error) => { giveBack(line); fail(error); });
}

async function deliver(line) {
  if (!line.startsWith("/")) { await pass(line); return; }
  const { isClear, canBeCompleted, needsMore, say: wrong } = await ask({ kind: "typed", line });
  if (isClear) { await pass(line); return; }
  const isBack = giveBack(line);
  // simcord's list completes the beginning of a command.
  if (isBack && canBeCompleted && isBrowsing()) find("chosen")?.click();
  else refuse(wrong, isBack && needsMore, isBack);
}

function fill(line) {
  input.value = line;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

// A line that was not sent comes back, unless another one has been begun.
function giveBack(line) {
  if (input.value || !input.isConnected) return false;
  fill(line);
  input.setSelectionRange(line.length, line.length);
  return true;
}

// After a refusal, typing continues a line that lacks an option and replaces any other line.
// An arrow key keeps the line.
function refuse(wrong, needsMore, isBack) {
  say(wrong);
  isUnfinished = needsMore;
  if (isBack && !needsMore) input.select();
}

// Passes a line to simcord once simcord is idle, because a busy simcord drops the line. What has been
// typed since the line was sent stays in the box.
async function pass(line) {
  if (!await until(() => !find("send").disabled && input.isConnected)) throw new Error(find("status").textContent);
  follow();
  const { value, selectionStart, selectionEnd } = input;
  input.value = line;
  isPassing = true;
  form.requestSubmit();
  isPassing = false;
  fill(value);
  input.setSelectionRange(selectionStart, selectionEnd);
}

// A whole command typed into simcord's box of an option is that command. Anything else is the
// option's value, and simcord gets the Enter.
let isRead = false;

async function leave(option) {
  const line = option.value;
  const { isCommand } = await ask({ kind: "typed", line });
  if (!isCommand) {
    isRead = true;
    option.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    isRead = false;
    return;
  }
  find("leave").click();
  await until(() => input.isConnected);
  input.value = line;
  send();
}

const isCommand = () => input.value.startsWith("/");
const fail = (error) => say(words.problems[error.message] ?? words.problems["Action was not completed."]);

// A slash typed at the end of an incomplete line begins a new line.
document.addEventListener("keydown", (event) => {
  const isAtEnd = input.selectionStart === input.value.length;
  if (event.key === "/" && isUnfinished && isAtEnd && document.activeElement === input) input.select();
}, true);

document.addEventListener("keydown", (event) => {
  const option = event.target instanceof Element && event.target.closest(words.selectors.option);
  if (option && event.key === "Enter" && !event.isComposing && option.value.startsWith("/") && !isRead) {
    event.preventDefault();
    event.stopImmediatePropagation();
    void leave(option).catch(fail);
    return;
  }
  if (event.target !== input || event.isComposing || event.keyCode === 229) return;
  const take = () => { event.preventDefault(); event.stopImmediatePropagation(); };
  const isArrow = ["ArrowDown", "ArrowUp"].includes(event.key);
  if (!list.hidden && isArrow) {
    take();
    const step = event.key === "ArrowDown" ? 1 : -1;
    choose((chosen + step + suggested.length + (chosen < 0 && step < 0 ? 1 : 0)) % suggested.length);
  } else if (!list.hidden && (event.key === "Tab" || (event.key === "Enter" && chosen >= 0))) {
    take();
    type(suggested[Math.max(chosen, 0)].line);
  } else if (!list.hidden && event.key === "Escape") {
    take();
    offer([]);
  } else if (isBrowsing() && isArrow) {
    hasMoved = true;
  } else if (event.key === "Enter" && !event.shiftKey && isCommand() && !(hasMoved && isBrowsing())) {
    take();
    send();
  }
}, true);

document.addEventListener("submit", (event) => {
  if (event.target !== form || isPassing || !input.isConnected || !input.value.trim()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  send();
}, true);

// --- A press waits while simcord is busy, because simcord drops such a press. ---

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest(words.selectors.button);
  if (!button || button.disabled || button instanceof HTMLAnchorElement) return;
  if (button.getAttribute("aria-disabled") !== "true") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const key = button.dataset.controlKey;
  const same = () => document.querySelector(`${words.selectors.button}[data-control-key="${CSS.escape(key)}"]`);
  void until(() => !same() || same().getAttribute("aria-disabled") !== "true").then(() => same()?.click());
}, true);

// --- A press on a button leaves the focus in an option's box. simcord writes below a box that loses the
// focus what the box lacks, and the new text moves the button from under the pointer. ---

document.addEventListener("mousedown", (event) => {
  const isOption = document.activeElement?.closest(words.selectors.option);
  if (isOption && event.target instanceof Element && event.target.closest("button")) event.preventDefault();
}, true);

// --- The page opens at the newest message, with the focus in the line. ---

// A person who is already typing, pressing or scrolling stays where they are.
let isInUse = false;
for (const kind of ["keydown", "pointerdown", "wheel"]) {
  document.addEventListener(kind, () => { isInUse = true; }, { capture: true, once: true, passive: true });
}
void until(isDrawn).then(() => {
  if (isInUse) return;
  follow();
  returnToLine();
});
