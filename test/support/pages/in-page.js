// What tests ask a page in a browser about itself; put into every page before its own scripts. Its colours, sizes and places are
// those of the moment of asking.
"use strict";

/** Every layout shift since the page began to load, with what was moved. */
const shifts = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    if (hadRecentInput) continue;
    const moved = sources.flatMap(({ node, previousRect: { x, y }, currentRect }) =>
      node instanceof Element ? [`${nameOf(node)} from ${x},${y} to ${currentRect.x},${currentRect.y}`] : [],
    );
    shifts.push(`shifts by ${value}: ${moved.join(", ")}`);
  }
}).observe({ type: "layout-shift", buffered: true });

const tabbable =
  "a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), select, textarea, summary, iframe, [tabindex]";

globalThis.inPage = {
  shifts: () => shifts,

  /** What is wider than the window and does not scroll by itself. */
  tooWide() {
    const { scrollWidth } = document.scrollingElement;
    if (scrollWidth <= innerWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > innerWidth + 1 && isShown(element),
    );
    const deepest = wide.filter(
      (element) => !wide.some((other) => other !== element && element.contains(other)),
    );
    return [`${scrollWidth} wide`, ...deepest.slice(0, 4).map(nameOf)];
  },

  /** What stands beside the window or its own card, is cut off, or lies on another control; what scrolls by itself may. */
  misplaced() {
    const faults = [];
    const controls = [
      ...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary"),
    ]
      .filter(isShown)
      .filter((element) => element.closest(".unseen, .skip") === null);
    const others = [
      ...document.querySelectorAll("h1, h2, h3, p, dt, dd, label, legend, .badge, .tag, .count, .turn"),
    ];
    for (const element of [...controls, ...others.filter(isShown)]) {
      const { left, right } = element.getBoundingClientRect();
      if (isWithinScrolling(element) || element.closest(".unseen, .skip") !== null) continue;
      if (left < -1 || right > innerWidth + 1) faults.push(`${nameOf(element)} sticks out of the window`);
      const card = element.parentElement.closest(
        ".panel, .message, .queue-list, .file, .notice, .composer, .tasks, .held-list",
      );
      const box = card?.getBoundingClientRect();
      if (box !== undefined && (left < box.left - 1 || right > box.right + 1))
        faults.push(`${nameOf(element)} sticks out of ${nameOf(card).slice(0, 40)}`);
      if (isCut(element)) faults.push(`${nameOf(element)} is cut off`);
    }
    const rects = controls.flatMap((element) =>
      [...element.getClientRects()].map((rect) => ({ element, rect })),
    );
    rects.sort((one, other) => one.rect.top - other.rect.top);
    for (const [index, { element, rect }] of rects.entries()) {
      for (const { element: other, rect: lower } of rects.slice(index + 1)) {
        // Links above each other share the room between their lines, for fingers.
        if (lower.top >= rect.bottom - 8) break;
        if (element.contains(other) || other.contains(element)) continue;
        const width = Math.min(rect.right, lower.right) - Math.max(rect.left, lower.left);
        if (width > 3) faults.push(`${nameOf(element)} and ${nameOf(other)} lie on each other`);
      }
    }
    return [...new Set(faults)].slice(0, 12);
  },

  /** Buttons, links and fields under 24 px in one direction. Links within a sentence may be, and what has a large label. */
  tooSmall() {
    return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
      .filter(isShown)
      .filter((element) => !isInSentence(element))
      .map((element) => ({ element, box: targetOf(element) }))
      .filter(({ box }) => box.width < 23.9 || box.height < 23.9)
      .map(
        ({ element, box }) => `${nameOf(element)} is ${Math.round(box.width)} × ${Math.round(box.height)}`,
      );
  },

  /** Buttons and badges that have no border of their own where backgrounds are taken away. */
  borderless(selector) {
    return [...document.querySelectorAll(selector)]
      .filter(isShown)
      .filter((element) => !hasBorder(element))
      .map(nameOf);
  },

  /** What moves by itself or on its way to another state. */
  moving() {
    return [document.documentElement, ...document.querySelectorAll("body *")]
      .filter((element) => {
        const { transitionDuration, animationDuration, animationName, scrollBehavior } =
          getComputedStyle(element);
        const isSlow = (durations) => durations.split(",").some((duration) => parseFloat(duration) > 0.05);
        return (
          isSlow(transitionDuration) ||
          (animationName !== "none" && isSlow(animationDuration)) ||
          scrollBehavior === "smooth"
        );
      })
      .map(nameOf);
  },

  shown: (selector) => [...document.querySelectorAll(selector)].filter(isShown).map(nameOf),

  /** Forgets a walk before; the next one begins in front of everything. */
  startWalk() {
    const start = document.createElement("span");
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
    globalThis.walk = { last: undefined, seen: new Set(), faults: [] };
  },

  /** Looks at what has the focus now; answers whether the walk goes on. */
  step() {
    const { walk } = globalThis;
    const element = document.activeElement;
    // A frame and a date have several stops of their own.
    if (element !== null && element === walk.last) return true;
    if (element === null || element === document.body || walk.seen.has(element)) return false;
    walk.seen.add(element);
    const name = nameOf(element);
    if (walk.last !== undefined) {
      const isBehind = walk.last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
      const isByLook = isReadByLook(walk.last, element);
      if (!isBehind && !isByLook) walk.faults.push(`${name} has the focus after ${nameOf(walk.last)}`);
      const [before, now] = [walk.last.getBoundingClientRect(), element.getBoundingClientRect()];
      // The head of a narrow page has its menu under the way out, and all of it is reached before the page itself.
      const isInMain = element.closest("main") !== null && walk.last.closest("main") !== null;
      const isBack =
        (isInMain || isByLook) &&
        now.bottom <= before.top &&
        now.left < before.right &&
        now.right > before.left;
      if (isBack) walk.faults.push(`${name} stands above ${nameOf(walk.last)} and has the focus after it`);
    }
    if (element.localName !== "iframe" && !hasFocusRing(element))
      walk.faults.push(`${name} does not show its focus`);
    if (!isSeen(element)) walk.faults.push(`${name} is hidden behind something while it has the focus`);
    walk.last = element;
    return true;
  },

  /** The faults of the walk, with what it did not come by. */
  endWalk() {
    const { seen, faults } = globalThis.walk;
    const missed = [...document.querySelectorAll(tabbable)]
      .filter(
        (element) =>
          isShown(element) && element.tabIndex >= 0 && !seen.has(element) && !isOfChosenGroup(element),
      )
      .map((element) => `${nameOf(element)} is not reached`);
    return [...faults, ...missed];
  },
};

/** What holds both is read, and gone through by Tab, in the order in which it stands on the page (CSS Display 4, reading-flow). */
function isReadByLook(one, other) {
  let both = one.parentElement;
  while (both !== null && !both.contains(other)) both = both.parentElement;
  return both !== null && (getComputedStyle(both).readingFlow ?? "normal") !== "normal";
}

function isShown(element) {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const { width, height } = element.getBoundingClientRect();
  return width > 1 && height > 1;
}

/** Within something that has its own bar for scrolling sideways. */
function isWithinScrolling(element) {
  for (let box = element.parentElement; box !== null && box !== document.body; box = box.parentElement) {
    if (/auto|scroll/u.test(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth)
      return true;
  }
  return false;
}

/** Words that are cut without a sign of it. A field scrolls as one writes. */
function isCut(element) {
  if (/^(?:input|select|textarea)$/u.test(element.localName)) return false;
  const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element);
  if (textOverflow === "ellipsis" || webkitLineClamp !== "none") return false;
  const isWide = /hidden|clip/u.test(overflowX) && element.scrollWidth > element.clientWidth + 1;
  return isWide || (/hidden|clip/u.test(overflowY) && element.scrollHeight > element.clientHeight + 1);
}

/** A place that one can find: its element, its class, its words. */
function nameOf(element) {
  const classes = [...element.classList].map((name) => `.${name}`).join("");
  const words = (element.getAttribute("aria-label") ?? element.textContent ?? "")
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, 40);
  const field = element.getAttribute("name") ?? element.getAttribute("href")?.slice(0, 40);
  return `<${element.localName}${classes}${field ? ` ${field}` : ""}>${words}`;
}

/** Other words stand beside it in its line (WCAG 2.5.8, inline). */
function isInSentence(element) {
  if (getComputedStyle(element).display !== "inline") return false;
  const block = element.closest("p, li, dd, dt, td, blockquote, label, h1, h2, h3, figcaption, div");
  return block !== null && block.textContent.trim().length > element.textContent.trim().length + 1;
}

/** Where one may press: an input's label counts, and the row that a link covers. */
function targetOf(element) {
  const over = getComputedStyle(element, "::after");
  if (over.position === "absolute" && over.content !== "none" && element.offsetParent !== null) {
    return { width: parseFloat(over.width), height: parseFloat(over.height) };
  }
  const label = element.localName === "input" ? element.labels?.[0] : undefined;
  const own = element.getBoundingClientRect();
  const box = label?.getBoundingClientRect();
  return box !== undefined && label.contains(element) ? box : own;
}

function hasBorder(element) {
  const style = getComputedStyle(element);
  const sides = [
    style.borderTopWidth,
    style.borderBottomWidth,
    style.borderLeftWidth,
    style.borderRightWidth,
  ];
  const isBordered = style.borderTopStyle !== "none" && sides.every((width) => parseFloat(width) >= 1);
  return isBordered || style.textDecorationLine.includes("underline") || hasFocusRing(element);
}

/** Of its own, or of what stands for it over its whole row. */
function hasFocusRing(element) {
  return [undefined, "::after"].some((part) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element, part);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1.5;
  });
}

/** One of five points of it can be seen. */
function isSeen(element) {
  const { left, top, width, height } = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const places = [
    [0.5, 0.5],
    [0.1, 0.2],
    [0.9, 0.2],
    [0.1, 0.8],
    [0.9, 0.8],
  ];
  return places.some(([across, down]) => {
    const found = document.elementFromPoint(left + width * across, top + height * down);
    const isOwn = found !== null && (element.contains(found) || found.contains(element));
    return isOwn || (found !== null && [...(element.labels ?? [])].some((label) => label.contains(found)));
  });
}

/** One radio button stands for its group in the order of the focus. */
function isOfChosenGroup(element) {
  return element.type === "radio";
}
