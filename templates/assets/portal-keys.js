// Shortcuts of one key, for whoever has not switched them off: not while writing, not with Ctrl and the like.
if (document.body.dataset.shortcuts !== undefined) listenForKeys();

function listenForKeys() {
  const sheet = document.getElementById("keys");
  let wentMs = 0;
  const goTo = (selector) => document.querySelector(selector)?.click();
  const focus = (selector) => document.querySelector(selector)?.focus();
  const places = { h: 'a[href="/"]', s: 'a[href="/sessions"]', e: 'a[href="/held"]' };
  const keys = {
    "?": () => {
      for (const row of sheet.querySelectorAll("[data-needs]"))
        row.hidden = document.querySelector(row.dataset.needs) === null;
      sheet.showModal();
    },
    "/": () => focus("#search"),
    n: () => goTo('a[href^="/tasks/new?"], a[href="/tasks/new"], a[href="/requests/new"]'),
    j: () => moveBy(1),
    k: () => moveBy(-1),
    r: () => focus("#message-text"),
    g: () => (wentMs = Date.now()),
  };
  sheet.querySelector("button").addEventListener("click", () => sheet.close());
  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (event.defaultPrevented || event.isComposing || ctrlKey || metaKey || altKey) return;
    if (document.querySelector("dialog[open]") !== null) return;
    const isField = target.closest("input, textarea, select, [contenteditable]") !== null;
    if (key === "Escape" && isField) target.blur();
    if (isField) return;
    const isGoing = Date.now() - wentMs < 1_500;
    wentMs = 0;
    const isPlace = isGoing && Object.hasOwn(places, key);
    if (!isPlace && !Object.hasOwn(keys, key)) return;
    event.preventDefault();
    if (isPlace) goTo(places[key]);
    else keys[key]();
  });
}

/** From row to row of the lists on a page, by the link in each. */
function moveBy(step) {
  const rows = [...document.querySelectorAll("main :is(.tasks, .queue-list, .held-list, .choices, .messages) > li")];
  const links = rows.flatMap((row) => row.querySelector("a[href]") ?? []);
  const at = links.findIndex((link) => link.closest("li")?.contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + step, 0), links.length - 1);
  links[next]?.focus();
}
