// Beside simcord's own script: a typed line is sent as the command that it says, simcord's words are
// Teapot's, and times go on counting.
import words from "/teapot-words.js";

const find = (name) => document.querySelector(words.selectors[name]);
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

function say(text) {
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

// --- A link to a message of this channel leads there. ---

const linked = (link) => {
  const id = /^https:\/\/discord\.com\/channels\/\d+\/\d+\/(\d+)$/.exec(link.href)?.[1];
  return id && document.querySelector(`${words.selectors.message}[data-message-id="${id}"]`);
};

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[href]");
  const message = link && linked(link);
  if (!message) return;
  event.preventDefault();
  message.scrollIntoView({ block: "center" });
}, true);

// --- simcord's words, in Teapot's. ---

function ours(text) {
  const plain = text.trim();
  let found = words.chrome[plain];
  for (const [pattern, template] of found === undefined ? words.patterns : []) {
    const match = new RegExp(pattern).exec(plain);
    if (match) { found = template.replace(/\{(\w+)\}/g, (_, hole) => match.groups[hole]); break; }
  }
  return found === undefined ? text : text.replace(plain, () => found);
}

function inComposer(element) { return element.closest(words.selectors.form); }

function translateText(node) {
  const parent = node.parentElement;
  if (!parent || !node.data.trim() || parent.closest(words.selectors.said) || parent.closest("#teapot-note")) return;
  const plain = node.data.trim();
  const known = words.names[plain] ?? (inComposer(parent) ? words.options[plain] : undefined);
  const text = known === undefined ? ours(node.data) : node.data.replace(plain, () => known);
  if (text !== node.data) node.data = text;
}

function translate(root) {
  if (root instanceof Text) { translateText(root); return; }
  if (root instanceof Element) {
    for (const link of root.querySelectorAll("a[href]")) {
      if (linked(link) && link.textContent === link.href) link.textContent = words.link;
    }
  }
  if (!(root instanceof Element) || root.closest(words.selectors.said) && root !== input) return;
  for (const element of [root, ...root.querySelectorAll("[placeholder],[aria-label],[title]")]) {
    for (const name of ["placeholder", "aria-label", "title"]) {
      const value = element.getAttribute(name);
      const text = value && !(element !== input && element.closest(words.selectors.said)) ? ours(value) : value;
      if (text !== value) element.setAttribute(name, text);
    }
  }
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) translateText(texts.currentNode);
}

// --- What went wrong stands where people look. ---

let problem;

function complain() {
  const now = words.problems[find("status").textContent];
  if (now === problem) return;
  problem = now;
  say(problem ?? "");
}

new MutationObserver((changes) => {
  for (const { type: kind, target, addedNodes } of changes) {
    if (kind === "childList") addedNodes.forEach(translate);
    else translate(target);
  }
  complain();
}).observe(document.body, {
  subtree: true, childList: true, characterData: true, attributes: true,
  attributeFilter: ["placeholder", "aria-label", "title"],
});
translate(document.body);
document.title = words.title;

// --- Relative times go on counting. ---

function relative(date) {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const units = [["second", 1, 60], ["minute", 60, 3600], ["hour", 3600, 86400], ["day", 86400, 604800], ["week", 604800, Infinity]];
  const [unit, size] = units.find(([, , limit]) => Math.abs(seconds) < limit);
  return new Intl.RelativeTimeFormat(words.language, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

setInterval(() => {
  for (const time of document.querySelectorAll('time[data-style="R"]')) {
    const text = relative(new Date(time.dateTime));
    if (time.textContent !== text) time.textContent = text;
  }
}, 1000);

// --- The page opens on what was said last, and is ready to be typed into. ---

void until(() => find("app").getAttribute("aria-busy") === "false").then(() => {
  timeline.scrollTop = timeline.scrollHeight;
  if (matchMedia("(hover: hover)").matches) input.focus();
});
