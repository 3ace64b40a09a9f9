// A page that changes by itself: told that something has changed, it asks for itself again and takes over what is new, but not
// where somebody writes. Nothing moves under the reader, and what is unfolded stays so.
const pausesMs = [10_000, 20_000, 60_000, 300_000];
/** What each element was like when the server gave it. */
const given = new WeakMap();
let source;
let failures = 0;
let renewing;
let isWaiting = false;
let changes = 0;

if (document.body.dataset.news !== undefined && "EventSource" in window) {
  for (const region of document.querySelectorAll("[data-live]")) remember(region, region.cloneNode(true));
  void somebodyIsHere().then(() => {
    hear();
    // A page that nobody looks at takes up none of its browser's few connections.
    document.addEventListener("visibilitychange", () => (document.hidden ? source?.close() : hear()));
    window.addEventListener("pagehide", () => source?.close());
    window.addEventListener("pageshow", ({ persisted }) => persisted && hear());
  });
}

/** They move, or stay. Scanners of links wait until a page asks for nothing more, which one that listens never does. */
function somebodyIsHere() {
  return new Promise((resolve) => {
    setTimeout(resolve, 6_000);
    for (const act of ["pointermove", "pointerdown", "keydown", "scroll"]) {
      window.addEventListener(act, resolve, { once: true, passive: true });
    }
  });
}

function hear() {
  source?.close();
  if (document.hidden) return;
  const own = new EventSource(document.body.dataset.news);
  source = own;
  own.addEventListener("open", () => (failures = 0));
  own.addEventListener("message", renewSoon);
  own.addEventListener("error", () => {
    // Otherwise it tries again by itself.
    if (own.readyState !== EventSource.CLOSED || own !== source) return;
    const pause = pausesMs[Math.min(failures++, pausesMs.length - 1)];
    setTimeout(() => own === source && hear(), pause * (0.5 + Math.random()));
  });
}

function renewSoon() {
  if (renewing !== undefined) {
    isWaiting = true;
    return;
  }
  // Not all who look at a page at the same moment.
  renewing = new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 200))
    .then(renew)
    .catch(() => undefined)
    .finally(() => {
      renewing = undefined;
      if (isWaiting) renewSoon();
      isWaiting = false;
    });
}

async function renew() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (answer.redirected || answer.status === 404) source?.close();
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.body.dataset.news = fresh.body.dataset.news;
  const main = document.querySelector("main");
  if (regionsOf(document) !== regionsOf(fresh) && !isWrittenIn(main)) {
    location.reload();
    return;
  }
  changes = 0;
  const before = messageIds();
  const stay = holdStill();
  for (const region of document.querySelectorAll("[data-live]")) {
    const own = fresh.querySelector(`[data-live="${region.dataset.live}"]`);
    if (own !== null) renewElement(region, own);
  }
  sayWhatIsNew(before);
  takeOverSeen(fresh);
  stay();
  document.dispatchEvent(new CustomEvent("live-renewed"));
}

/** What there is of it on a page: an empty list may have become one, or the other way round. */
function regionsOf(page) {
  return [...page.querySelectorAll("[data-live]")].map(({ dataset }) => dataset.live).join();
}

function remember(element, copy) {
  given.set(element, copy);
  [...element.children].forEach((child, index) => remember(child, copy.children[index]));
}

/** Answers the element that stands there now. */
function renewElement(element, fresh) {
  const before = given.get(element);
  if (isSame(before, fresh)) return element;
  if (element.dataset.live === undefined && !isFrame(element, before, fresh)) return replace(element, fresh);
  for (const { name, value } of fresh.attributes) if (name !== "open") element.setAttribute(name, value);
  if (isFrame(element, before, fresh)) renewChildren(element, fresh);
  else if (!isWrittenIn(element)) {
    changes++;
    element.replaceChildren(...document.importNode(fresh, true).childNodes);
    remember(element, fresh.cloneNode(true));
    return element;
  }
  given.set(element, fresh.cloneNode(true));
  return element;
}

function isSame(before, fresh) {
  return before !== undefined && plain(before).isEqualNode(plain(fresh));
}

/** Without the keys of its forms, which are new each time. */
function plain(element) {
  const copy = element.cloneNode(true);
  for (const key of copy.querySelectorAll('input[name="key"]')) key.removeAttribute("value");
  return copy;
}

/** Whether it only holds other elements, of which some may stay as they are. What has an id is one thing. */
function isFrame(element, before, fresh) {
  if (before === undefined || element.tagName !== fresh.tagName || element.tagName === "FORM") return false;
  if (element.id !== "" && element.dataset.live === undefined) return false;
  return [before, fresh].every(
    ({ children, childNodes }) =>
      children.length > 0 && [...childNodes].every(({ nodeType, data }) => nodeType !== 3 || data.trim() === ""),
  );
}

function replace(element, fresh) {
  if (isWrittenIn(element)) return element;
  const node = document.importNode(fresh, true);
  const folds = [...element.querySelectorAll("details")].map(({ open }) => open);
  node.querySelectorAll("details").forEach((fold, index) => (fold.open ||= folds[index] === true));
  const focusable = "a, button, summary";
  const focused = [...element.querySelectorAll(focusable)].indexOf(document.activeElement);
  changes++;
  element.replaceWith(node);
  remember(node, fresh.cloneNode(true));
  node.querySelectorAll(focusable)[focused]?.focus({ preventScroll: true });
  return node;
}

function renewChildren(element, fresh) {
  const own = keyed([...element.children].filter((child) => given.has(child)));
  const wanted = keyed([...fresh.children]);
  for (const [key, child] of own) if (!wanted.has(key) && !isWrittenIn(child)) {
    child.remove();
    changes++;
  }
  const passed = new Set([...own].flatMap(([key, child]) => (wanted.has(key) ? [] : [child])));
  let cursor = element.firstElementChild;
  for (const [key, child] of wanted) {
    while (cursor !== null && (passed.has(cursor) || !given.has(cursor))) cursor = cursor.nextElementSibling;
    const present = own.get(key);
    if (present !== undefined) {
      const isHere = present === cursor;
      const node = renewElement(present, child);
      if (isHere) cursor = node.nextElementSibling;
      else element.insertBefore(node, cursor);
      continue;
    }
    const node = document.importNode(child, true);
    remember(node, child.cloneNode(true));
    changes++;
    element.insertBefore(node, cursor);
  }
}

/** By id or else by what and the how manieth of its kind they are. */
function keyed(elements) {
  const counts = new Map();
  return new Map(
    elements.map((element) => {
      if (element.id !== "") return [`#${element.id}`, element];
      const kind = `${element.tagName}.${element.className}`;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return [`${kind} ${counts.get(kind)}`, element];
    }),
  );
}

function isWrittenIn(element) {
  const chosen = document.getSelection();
  if (chosen !== null && !chosen.isCollapsed && chosen.containsNode(element, true)) return true;
  if (element.matches(".is-dragging, .is-dragged") || element.querySelector(".is-dragged") !== null) return true;
  const fields = [...element.querySelectorAll("input:not([type=hidden]), textarea, select")];
  return fields.some((field) => {
    if (field === document.activeElement) return true;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") {
      const first = [...field.options].findIndex(({ defaultSelected }) => defaultSelected);
      return field.selectedIndex !== Math.max(first, 0);
    }
    return field.value !== field.defaultValue;
  });
}

/** What somebody writes in or, failing that, the first thing in sight that stays, stays where it is on the screen. */
function holdStill() {
  const root = document.documentElement;
  root.style.overflowAnchor = "none";
  const { activeElement } = document;
  const isWriting = activeElement?.matches("input, textarea, select");
  const inSight = (element) => element.getBoundingClientRect().bottom > 0;
  const held = isWriting ? activeElement : [...document.querySelectorAll("main li[id], main h1, main form")].find(inSight);
  const top = held?.getBoundingClientRect().top;
  return () => {
    if (held?.isConnected) window.scrollBy(0, held.getBoundingClientRect().top - top);
    root.style.overflowAnchor = "";
  };
}

function messageIds() {
  return new Set([...document.querySelectorAll(".messages > li")].map(({ id }) => id));
}

function sayWhatIsNew(before) {
  if (changes === 0) return;
  const added = [...document.querySelectorAll(".messages > li:not([data-mine])")].filter(({ id }) => !before.has(id));
  const news = document.getElementById("news");
  const { one, several, changed, meanwhile, show } = news.dataset;
  const last = added.at(-1);
  const name = last?.querySelector(".author").textContent ?? "";
  const many = several.replace("{count}", added.length);
  news.textContent = last === undefined ? changed : added.length === 1 ? one.replace("{name}", name) : many;
  if (last === undefined) return;
  for (const notice of document.querySelectorAll(".meanwhile-live")) {
    const link = document.createElement("a");
    link.href = `#${last.id}`;
    link.textContent = show;
    notice.replaceChildren(`${meanwhile.replace("{name}", name)} `, link);
    notice.hidden = false;
  }
}

/** Its reader has the new message in front of them, and need not be told once more when they answer. */
function takeOverSeen(fresh) {
  const seen = fresh.querySelector('input[name="seen"]')?.value;
  if (seen === undefined || document.getElementById(`message-${seen}`) === null) return;
  for (const field of document.querySelectorAll('input[name="seen"]')) field.value = seen;
}
