// What processing found, said again in German: each sentence that is known, several in one, and none that is not.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { foundReader } from "../../src/portal/found-words.ts";
import { loadTemplates } from "../../src/render.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { say } = loadTemplates();
const read = foundReader(say, "de");
const english = JSON.parse(
  readFileSync(join(root, "templates/words/en/page-evidence.json"), "utf8"),
) as Record<string, string>;

describe("what was found, in German", () => {
  it.each([
    [
      "The email is signed by a.b.example, the domain of its sender. They open a new task.",
      "Die E-Mail ist von a.b.example signiert, der Domain ihres Absenders. Damit beginnt eine neue Aufgabe.",
    ],
    [
      "The reply address in the envelope, which was given to Dr. A. Weber for this task.",
      "Die Antwortadresse auf dem Umschlag, die Dr. A. Weber für diese Aufgabe bekommen hat.",
    ],
    [
      "It became a message on task #12, which approved the work.",
      "Sie wurde zu einer Nachricht in der Aufgabe #12 und hat die Arbeit freigegeben.",
    ],
    [
      "Its words would approve the work (“Ok”), but the task is complete, so they are a message only.",
      "Ihre Worte würden die Arbeit freigeben („Ok“), aber die Aufgabe ist abgeschlossen; deshalb sind sie nur eine Nachricht.",
    ],
    [
      "We checked: the signature of a.example holds; nothing says that 192.0.2.1 may send for b.example (SPF).",
      "Wir haben geprüft: die Signatur von a.example gilt; nichts sagt, dass 192.0.2.1 für b.example senden darf (SPF).",
    ],
    [
      "Nothing vouches for x.example: it has no valid signature, and no passing SPF check. So nothing proves whose answer it is.",
      "Nichts bürgt für x.example: Sie hat keine gültige Signatur und keine bestandene SPF-Prüfung. Deshalb beweist nichts, wessen Antwort sie ist.",
    ],
  ])("%s", (found, said) => {
    expect(read(found)).toEqual({ found: said, language: null });
    expect(foundReader(say, "en")(found)).toEqual({ found, language: null });
  });

  it.each([
    "Something nobody wrote a German sentence for.",
    "It opened task #3. Something new.",
    "We checked: something new.",
    `Nobody here is known by ${"x".repeat(400)}.`,
  ])("stays English, and is marked so, when it is not known: %s", (found) => {
    expect(read(found)).toEqual({ found, language: "en" });
  });

  it("is quick about words that somebody chose to be slow", () => {
    const began = performance.now();
    read(`Nobody here is known by ${", in , which was given to for this task, by ".repeat(20)}`);
    read("The id of an email that we sent to , in ".repeat(24));
    expect(performance.now() - began).toBeLessThan(500);
  });

  it("knows no sentence that processing does not write", () => {
    const sources = readdirSync(join(root, "src/inbox")).map((file) => `src/inbox/${file}`);
    const code = [...sources, "src/actions/move-message.ts"]
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(root, file), "utf8"))
      .join("\n");
    const written = [...code.matchAll(/"((?:[^"\\\n]|\\.){8,})"|`((?:[^`\\]|\\.){8,})`/gu)].map(
      ([, plain, template]) => patternOf(plain ?? template!),
    );
    const unknown = Object.entries(english).filter(
      ([, words]) => !written.some((pattern) => pattern.test(words)),
    );
    expect(unknown).toEqual([]);
  });
});

/** A literal of the code as a pattern, whatever its values are; one that follows another sentence also by itself. */
function patternOf(literal: string): RegExp {
  const source = literal
    .replace(/^\$\{[^}]*\} (?=[A-Z])/u, "")
    .split(/\$\{[^}]*\}/u)
    .map((words) => words.replaceAll(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`))
    .join(".*");
  return new RegExp(`^${source}$`, "su");
}
