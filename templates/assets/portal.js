// Comfort only; every page works without it. A form is sent once, Ctrl or Cmd with Enter sends the words, and the rows of the
// backlog can be drawn to another place.
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.isSent === "yes") {
    event.preventDefault();
    return;
  }
  form.dataset.isSent = "yes";
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
});

// A page taken back from the browser's history must be able to send again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) {
    delete form.dataset.isSent;
    for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
  }
});

document.addEventListener("keydown", (event) => {
  const isSend = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (isSend && event.target instanceof HTMLTextAreaElement) event.target.form?.requestSubmit();
});

// The link in an email to one message of a long page: open what is folded around it.
const shown = location.hash.startsWith("#note") ? document.querySelector("details.note-box") : null;
if (shown) shown.open = true;

// A state that passes by itself is looked at again, but not over what somebody types, chose or opened to read.
const refreshSeconds = Number(document.body.dataset.refreshSeconds ?? 0);
/** What the server has unfolded is not what somebody reads. */
const unfolded = new Set(document.querySelectorAll("main details[open]"));
if (refreshSeconds > 0) {
  const again = setInterval(() => {
    if (isInUse()) return;
    clearInterval(again);
    location.reload();
  }, refreshSeconds * 1000);
}

function isInUse() {
  if ([...document.querySelectorAll("main details")].some((fold) => fold.open !== unfolded.has(fold))) return true;
  return [...document.querySelectorAll("main input, main textarea")].some((field) =>
    field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue,
  );
}

// The backlog: what is drawn by its handle to another place is sent by the form that its buttons use. The keyboard has these.
function addHandles() {
  for (const row of document.querySelectorAll(".queue-list.is-movable > li")) {
    if (row.querySelector(".queue-handle") !== null) continue;
    const list = row.parentElement;
    const handle = document.createElement("span");
    handle.className = "queue-handle";
    handle.title = list.dataset.handle;
    row.prepend(handle);
    handle.addEventListener("pointerdown", (event) => {
      if (event.button === 0) drawRow(list, row, event);
    });
  }
}

addHandles();
document.addEventListener("live-renewed", addHandles);

function drawRow(list, row, start) {
  start.preventDefault();
  // Not by the handle, which would lose it with each place that its row takes.
  list.setPointerCapture(start.pointerId);
  const nextBefore = row.nextElementSibling;
  const listening = new AbortController();
  const { signal } = listening;
  list.classList.add("is-dragging");
  row.classList.add("is-dragged");

  const end = () => {
    listening.abort();
    list.classList.remove("is-dragging");
    row.classList.remove("is-dragged");
  };
  const cancel = () => {
    end();
    list.insertBefore(row, nextBefore);
  };
  const move = ({ clientY }) => {
    scrollNear(clientY);
    const others = [...list.children].filter((other) => other !== row);
    const below = others.find((other) => clientY < middleOf(other)) ?? null;
    if (below !== row.nextElementSibling) list.insertBefore(row, below);
  };
  const drop = () => {
    end();
    if (row.nextElementSibling === nextBefore) return;
    const field = row.querySelector('input[name="before"]');
    field.value = row.nextElementSibling?.dataset.task ?? list.dataset.behind ?? "";
    field.form.requestSubmit();
  };
  list.addEventListener("pointermove", move, { signal });
  list.addEventListener("pointerup", drop, { signal });
  list.addEventListener("pointercancel", cancel, { signal });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && cancel(), { signal });
}

function middleOf(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

/** A long list moves along when a row is held near the edge of the window. */
function scrollNear(clientY) {
  const edge = 48;
  if (clientY < edge) window.scrollBy(0, -edge / 3);
  if (clientY > window.innerHeight - edge) window.scrollBy(0, edge / 3);
}

// Staff's tools on a task. A saved reply is put in where the cursor stands, and “@” in a note lists the names that go on so.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const field = document.getElementById(form.dataset.insertInto ?? "");
  if (event.defaultPrevented || !(field instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  void insertReply(form, field);
});

async function insertReply(form, field) {
  try {
    const answer = await fetch(`${form.action.split("#")[0]}?${new URLSearchParams(new FormData(form))}`);
    const filled = new DOMParser().parseFromString(await answer.text(), "text/html");
    const notice = form.parentElement.querySelector('[role="status"]');
    const found = filled.querySelector(".saved-replies-notice");
    field.setRangeText(filled.getElementById(field.id).value, field.selectionStart, field.selectionEnd, "end");
    notice.className = found.className;
    notice.textContent = found.textContent;
    field.focus();
  } catch {
    HTMLFormElement.prototype.submit.call(form);
  }
  delete form.dataset.isSent;
  for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
}

for (const hint of document.querySelectorAll("[data-mentions]")) {
  const field = hint.parentElement.querySelector("textarea");
  const list = Object.assign(document.createElement("ul"), { id: `${field.id}-names`, role: "listbox", hidden: true });
  list.className = "mention-list";
  list.setAttribute("aria-label", hint.dataset.mentionsLabel);
  field.after(list);
  const typed = () => /(?:^|[^\p{L}\p{N}._%+-])@([^@\n]{0,40})$/u.exec(field.value.slice(0, field.selectionStart));
  const choose = (option) => {
    for (const other of list.children) other.setAttribute("aria-selected", String(other === option));
    field.setAttribute("aria-activedescendant", option.id);
  };
  const close = () => {
    list.hidden = true;
    for (const name of ["aria-controls", "aria-activedescendant"]) field.removeAttribute(name);
  };
  const take = (option) => {
    const end = field.selectionStart;
    field.setRangeText(`${option.textContent} `, end - typed()[1].length, end, "end");
    close();
  };
  field.setAttribute("aria-autocomplete", "list");
  field.addEventListener("input", () => {
    const start = typed()?.[1].toLowerCase();
    const names = JSON.parse(hint.dataset.mentions).filter((name) => name.toLowerCase().startsWith(start));
    if (start === undefined || names.length === 0 || names[0].toLowerCase() === start) return close();
    list.replaceChildren(...names.slice(0, 6).map((name, index) => {
      const option = Object.assign(document.createElement("li"), { textContent: name, role: "option" });
      option.id = `${list.id}-${index}`;
      option.addEventListener("pointerdown", (event) => (event.preventDefault(), take(option)));
      return option;
    }));
    list.hidden = false;
    field.setAttribute("aria-controls", list.id);
    choose(list.firstElementChild);
  });
  field.addEventListener("keydown", (event) => {
    const chosen = list.querySelector('[aria-selected="true"]');
    if (list.hidden || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") choose(chosen.nextElementSibling ?? list.firstElementChild);
    else if (event.key === "ArrowUp") choose(chosen.previousElementSibling ?? list.lastElementChild);
    else if (event.key === "Enter" || event.key === "Tab") take(chosen);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", close);
}
