// Beside simcord's own script: a typed line is sent as the command that it says, and nothing that
// somebody does is dropped. What the page says stands in language.js.
import words from "/teapot-words.js";

export const find = (name) => document.querySelector(words.selectors[name]);
const form = find("form");
const input = find("input");
const timeline = find("timeline");

// --- What simcord's server is asked. ---

async function ask(body) {
  const response = await fetch("/api/action", {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Simcord-Capability": location.hash.slice(1),
      "X-Simcord-Context": window.simcordPreview.contextId,
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`the playground answered ${response.status}`);
  return response.json();
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(isSo) {
  for (let tries = 0; tries < 200 && !isSo(); tries += 1) await pause(50);
  return isSo();
}

// --- What is wrong with a line, above it. ---

const note = document.createElement("div");
note.id = "teapot-note";
note.setAttribute("role", "alert");
note.hidden = true;
form.prepend(note);

export function say(text) {
  // simcord's own list would lie over it.
  if (text && isBrowsing()) input.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  note.hidden = !text;
  // What stands in `back-ticks` is to be typed.
  note.replaceChildren(...text.split("`").map((part, place) => {
    if (place % 2 === 0) return part;
    return Object.assign(document.createElement("code"), { textContent: part });
  }));
}

// --- What may come next in a line. ---

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

function type(line) {
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
    item.addEventListener("pointerdown", (event) => event.preventDefault()); // the line keeps its cursor
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

// --- Who does something sees what comes of it. ---

const newest = () => [...document.querySelectorAll(words.selectors.message)].at(-1);

async function follow() {
  const before = newest();
  timeline.scrollTop = timeline.scrollHeight;
  if (!await until(() => newest() !== before)) return;
  await until(() => find("app").getAttribute("aria-busy") === "false");
  if (newest().offsetHeight > timeline.clientHeight) newest().scrollIntoView({ block: "start" });
}

// --- A line is typed, and sent. ---

let hasMoved = false; // in simcord's own list, with the arrows
let isPassing = false;

input.addEventListener("input", () => {
  hasMoved = false;
  say("");
  // After simcord's own list has come or gone.
  queueMicrotask(() => void suggest().catch(() => offer([])));
});

async function send() {
  const line = input.value;
  asked += 1;
  offer([]);
  const { isClear, isBegun, say: wrong } = await ask({ kind: "typed", line });
  if (input.value !== line || !input.isConnected) return;
  if (!isClear) {
    // simcord's list goes on with a line that is only not finished.
    if (isBegun && isBrowsing()) find("chosen")?.click();
    else say(wrong);
    return;
  }
  await pass();
}

// Into simcord's hands, which would drop it while something else is being done.
async function pass() {
  if (!await until(() => !find("send").disabled)) throw new Error("the page is busy");
  void follow();
  isPassing = true;
  form.requestSubmit();
  isPassing = false;
}

const isCommand = () => input.value.startsWith("/");
const fail = () => say(words.problems["Action was not completed."]);

document.addEventListener("keydown", (event) => {
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
    void send().catch(fail);
  }
}, true);

document.addEventListener("submit", (event) => {
  if (event.target !== form || isPassing || !input.isConnected || !input.value.trim()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  void (isCommand() ? send() : pass()).catch(fail);
}, true);

// --- A press waits for what is still being done, instead of being dropped. ---

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest(words.selectors.button);
  if (!button || button.disabled || button instanceof HTMLAnchorElement) return;
  if (button.getAttribute("aria-disabled") !== "true") { void follow(); return; }
  event.preventDefault();
  event.stopImmediatePropagation();
  const key = button.dataset.controlKey;
  const same = () => document.querySelector(`${words.selectors.button}[data-control-key="${CSS.escape(key)}"]`);
  void until(() => !same() || same().getAttribute("aria-disabled") !== "true").then(() => same()?.click());
}, true);

// --- The page opens on what was said last, and is ready to be typed into. ---

void until(() => find("app").getAttribute("aria-busy") === "false").then(() => {
  timeline.scrollTop = timeline.scrollHeight;
  if (matchMedia("(hover: hover)").matches) input.focus();
});
