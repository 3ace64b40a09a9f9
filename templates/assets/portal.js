// Comfort only; every page works without it. A form is sent once, and Ctrl or Cmd with Enter sends the words.
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
if (refreshSeconds > 0) {
  const again = setInterval(() => {
    if (isInUse()) return;
    clearInterval(again);
    location.reload();
  }, refreshSeconds * 1000);
}

function isInUse() {
  if (document.querySelector("main details[open]") !== null) return true;
  return [...document.querySelectorAll("main input, main textarea")].some((field) =>
    field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue,
  );
}
