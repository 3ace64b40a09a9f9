// Drafts: what is typed is kept on the server soon after, and in this browser while the server cannot be reached or the sign-in
// has ended; from there it comes back into its form at the next visit.
const draftWords = document.getElementById("discard-draft")?.dataset;
const saveAfterMs = 2_000;
const saveAtLatestMs = 10_000;
const tryAgainMs = 15_000;
/** Browsers send no more than this while a page goes away. */
const partingBytesMax = 60_000;

const watched = new WeakSet();

keepAllDrafts();
document.addEventListener("live-renewed", keepAllDrafts);

function keepAllDrafts() {
  for (const box of document.querySelectorAll("[data-draft]")) {
    if (!watched.has(box)) keepDraft(box);
    watched.add(box);
  }
}

function keepDraft(box) {
  const { form } = box.querySelector('input[name="place"]');
  const status = box.querySelector(".draft-state");
  const discard = box.querySelector("button");
  const { draft: place, owner } = box.dataset;
  const fields = [...form.elements].filter(
    ({ name, type }) => name !== "" && (type === "textarea" || type === "text"),
  );
  const held = () => Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  const kept = browserKeeps(`draft:${owner}:${place}`);
  let saved = JSON.stringify(held());
  let timer;
  let firstUnsavedMs = 0;
  let saving;

  giveBack();
  form.addEventListener("input", () => {
    firstUnsavedMs ||= Date.now();
    saveIn(Math.min(saveAfterMs, Math.max(0, firstUnsavedMs + saveAtLatestMs - Date.now())));
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (saving !== undefined) {
      // Must not arrive after what is sent, of which it would be a draft.
      event.preventDefault();
      event.stopPropagation();
      const { submitter } = event;
      void saving.finally(() => form.requestSubmit(submitter));
    } else if (isUnsaved()) {
      kept.put({ fields: held(), saved });
      kept.putIsSent();
    }
  });
  discard.addEventListener("click", () => {
    clearTimeout(timer);
    kept.forget();
    form.dataset.isSent = "yes";
  });
  window.addEventListener("pagehide", () => {
    if (!isUnsaved() || form.dataset.isSent === "yes") return;
    kept.put({ fields: held(), saved });
    const body = bodyOf();
    if (body.toString().length < partingBytesMax) navigator.sendBeacon("/drafts", body);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && isUnsaved() && form.dataset.isSent !== "yes") saveIn(0);
  });

  function isUnsaved() {
    return JSON.stringify(held()) !== saved;
  }

  function saveIn(ms) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      saving ??= save().finally(() => (saving = undefined));
    }, ms);
  }

  async function save() {
    const words = JSON.stringify(held());
    if (words === saved || form.dataset.isSent === "yes") return;
    firstUnsavedMs = 0;
    try {
      const signal = AbortSignal.timeout(10_000);
      const answer = await fetch("/drafts", { method: "POST", body: bodyOf(), signal });
      if (answer.status === 204) {
        saved = words;
        kept.forget();
        const time = new Date().toLocaleTimeString(document.documentElement.lang, {
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
        });
        status.textContent = draftWords.saved.replace("{time}", time);
        discard.hidden = fields.every(({ value }) => value.trim() === "");
        return;
      }
      keepHere([401, 403, 404].includes(answer.status) ? draftWords.ended : draftWords.kept);
    } catch {
      keepHere(draftWords.kept);
    }
  }

  function keepHere(words) {
    kept.put({ fields: held(), saved });
    status.textContent = words;
    saveIn(tryAgainMs);
  }

  function bodyOf() {
    const token = form.querySelector('input[name="form-token"]').value;
    return new URLSearchParams({ "form-token": token, place, quiet: "yes", ...held() });
  }

  /** Into a field that somebody else's words are in by now (another window's, say), behind them. */
  function giveBack() {
    const found = kept.take();
    if (found === undefined) return;
    const isAsBefore = found.saved === saved;
    let isBack = false;
    for (const field of fields) {
      const words = found.fields[field.name] ?? "";
      if (words.trim() === "" || field.value.includes(words)) continue;
      const isLonger = field.type === "textarea" && !isAsBefore && field.value.trim() !== "";
      field.value = isLonger ? `${field.value}\n\n${words}` : words;
      isBack = true;
    }
    if (!isBack) return kept.forget();
    const fold = form.closest("details");
    if (fold !== null) fold.open = true;
    status.textContent = draftWords.back;
    saveIn(saveAfterMs);
  }
}

/** What this browser keeps of one form for one person. A browser that keeps nothing takes nothing away. */
function browserKeeps(key) {
  const sentKey = "draft-sent";
  const quietly = (work) => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };
  return {
    put: (entry) => quietly(() => localStorage.setItem(key, JSON.stringify(entry))),
    /** The page that comes next by itself shows that the form was taken, or the words again. */
    putIsSent: () => quietly(() => sessionStorage.setItem(sentKey, JSON.stringify({ key, from: location.href }))),
    take: () => quietly(() => JSON.parse(localStorage.getItem(key)) ?? undefined),
    forget: () => quietly(() => localStorage.removeItem(key)),
  };
}
