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
