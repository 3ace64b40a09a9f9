// A form that was sent with words which only this browser kept: the page that its answer leads to has them, so they go here.
try {
  const sent = JSON.parse(sessionStorage.getItem("draft-sent"));
  sessionStorage.removeItem("draft-sent");
  const [{ type }] = performance.getEntriesByType("navigation");
  if (sent !== null && type === "navigate" && document.referrer === sent.from.replace(/#.*$/, ""))
    localStorage.removeItem(sent.key);
} catch {
  // It keeps nothing.
}
