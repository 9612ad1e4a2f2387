// What our scripts need of simcord: its elements, and its server.
import words from "/teapot-words.js";

export const find = (name) => document.querySelector(words.selectors[name]);

// simcord's own texts for a server that doesn't answer, and for an action without an answer.
export const INTERRUPTED = "Connection interrupted; trying again…";
export const UNCERTAIN = "Action outcome uncertain. It will not be retried.";

export async function ask(body) {
  const response = await fetch("/api/action", {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Simcord-Capability": location.hash.slice(1),
      "X-Simcord-Context": window.simcordPreview.contextId,
    },
    body: JSON.stringify(body),
  }).catch(() => { throw new Error(INTERRUPTED); });
  if (!response.ok) throw new Error(`the playground answered ${response.status}`);
  return response.json();
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// simcord has drawn the page, with all its pictures.
export const isDrawn = () => find("app").getAttribute("aria-busy") === "false";

export async function until(isSo) {
  for (let tries = 0; tries < 200 && !isSo(); tries += 1) await pause(50);
  return isSo();
}
