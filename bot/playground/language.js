// Runs beside simcord's own script. It replaces simcord's texts by Teapot's in the page's language,
// makes links lead to messages, puts clicked commands into the line, and keeps relative times up to
// date.
import { INTERRUPTED, UNCERTAIN, find, isDrawn, until } from "/teapot-simcord.js";
import { say, type } from "/teapot.js";
import words from "/teapot-words.js";

const input = find("input");

// --- A link to a message of this channel scrolls to it. ---

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

// --- A clicked command goes into the line, as on Discord. ---

document.addEventListener("click", (event) => {
  const name = event.target instanceof Element && event.target.closest(words.selectors.mention)?.textContent;
  if (!name) return;
  find("leave")?.click();
  void until(() => input.isConnected).then(() => type(`${words.names[name] ?? name} `));
}, true);

// --- A page that can't be opened says why. ---

// The part of the address after "#" is a secret. The server doesn't put it in the page, because every
// user of this machine can load the page.
function refuse(text) {
  const empty = find("empty");
  empty.textContent = text;
  empty.hidden = false;
}

void until(isDrawn).then(() => {
  if (find("conversation").hidden) refuse(location.hash.slice(1) ? words.stale : words.bare);
});

// --- simcord's texts, replaced by Teapot's. ---

function ours(text) {
  const plain = text.trim();
  let found = words.texts[plain];
  for (const [pattern, template] of found === undefined ? words.patterns : []) {
    const match = new RegExp(pattern).exec(plain);
    if (!match) continue;
    found = template.replace(/\{(\w+)\}/g, (_, hole) => words.options[match.groups[hole]] ?? match.groups[hole]);
    break;
  }
  return found === undefined ? text : text.replace(plain, () => found);
}

function translateText(node) {
  const parent = node.parentElement;
  if (!parent || !node.data.trim() || parent.closest(words.selectors.said) || parent.closest("#teapot-note")) return;
  const plain = node.data.trim();
  const known = words.names[plain] ?? (parent.closest(words.selectors.form) ? words.options[plain] : undefined);
  const text = known === undefined ? ours(node.data) : node.data.replace(plain, () => known);
  if (text !== node.data) node.data = text;
}

function translate(root) {
  if (root instanceof Text) { translateText(root); return; }
  if (root instanceof Element) {
    update(root);
    for (const link of root.querySelectorAll("a[href]")) {
      if (linked(link) && link.textContent === link.href) link.textContent = words.link;
    }
    for (const picture of root.querySelectorAll(words.selectors.picture)) {
      picture.setAttribute("aria-label", ours(picture.getAttribute("aria-label") ?? ""));
    }
  }
  if (!(root instanceof Element) || root.closest(words.selectors.said) && root !== input) return;
  for (const element of [root, ...root.querySelectorAll("[placeholder],[aria-label],[title]")]) {
    for (const name of ["placeholder", "aria-label", "title"]) {
      const value = element.getAttribute(name);
      const isSaid = element !== input && element.parentElement?.closest(words.selectors.said);
      const text = value && !isSaid ? ours(value) : value;
      if (text !== value) element.setAttribute(name, text);
    }
  }
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) translateText(texts.currentNode);
}

// --- simcord's errors, shown above the line. ---

let status;
let problem;

function complain() {
  if (find("status").textContent === status) return;
  status = find("status").textContent;
  // The server didn't answer an action, or answered that it doesn't know how the action ended.
  const isUnanswered = status === UNCERTAIN && window.simcordPreview.transport.state === "uncertain";
  const now = words.problems[isUnanswered ? INTERRUPTED : status];
  if (!now && !problem) return;
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

// --- Relative times are kept up to date. ---

function relative(date) {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const units = [["second", 1, 60], ["minute", 60, 3600], ["hour", 3600, 86400], ["day", 86400, 604800], ["week", 604800, Infinity]];
  // Rounding down keeps a countdown from beginning with more seconds than were set.
  const round = Math.abs(seconds) < 60 ? Math.trunc : Math.round;
  const [unit, size] = units.find(([, , limit]) => Math.abs(seconds) < limit);
  return new Intl.RelativeTimeFormat(words.language, { numeric: "auto" }).format(round(seconds / size), unit);
}

function update(root) {
  for (const time of root.querySelectorAll('time[data-style="R"]')) {
    const text = relative(new Date(time.dateTime));
    if (time.textContent !== text) time.textContent = text;
  }
}

setInterval(() => update(document), 1000);
