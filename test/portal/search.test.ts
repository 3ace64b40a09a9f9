// Searching in the portal: who finds what, where a hit leads, and what the page says when there is none.
import { describe, expect, it } from "vitest";
import { eraseContact } from "../../src/actions/erase-contact.ts";
import { redactMessage } from "../../src/actions/redact-message.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { searchLengthMax } from "../../src/domain/search.ts";
import { recordMove } from "../../src/store/message-moves.ts";
import { messagePageSize } from "../../src/store/messages.ts";
import { searchPageSize } from "../../src/store/search.ts";
import { blockOf } from "../support/reply.ts";
import { addressOf } from "../support/world.ts";
import { openApp, receiveEmail, secretAddress, uploadOf, type Browser, type Page } from "./app.ts";

async function scene() {
  const app = await openApp();
  const { people, clients } = app.world;
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann, title: "Booking form" });
  const browsers = new Map<string, Browser>();
  const find = async (who: keyof typeof people, typed: string, more = "") => {
    const browser = browsers.get(who) ?? (await app.signedIn(people[who]));
    browsers.set(who, browser);
    const page = await browser.get(`/search?q=${encodeURIComponent(typed)}${more}`);
    return { ...page, text: page.text.replaceAll("&#x3D;", "=") };
  };
  return { app, people, clients, taskId, find };
}

const hitsOn = (page: Page) =>
  [...page.text.matchAll(/href="(\/tasks\/[^"]+#message-\d+)"/gu)].map(([, path]) => path!);
const countsOn = (page: Page) => [...page.text.matchAll(/>\w+ \((\S+)\)<\/a>/gu)].map(([, count]) => count);

describe("the field for searching", () => {
  it("is on the pages of whoever is signed in, and sends its words by GET", async () => {
    const { app, people, taskId } = await scene();
    const client = await app.signedIn(people.ann);
    for (const browser of [client, await app.signedIn(people.priya)])
      expect((await browser.get(`/tasks/${taskId}`)).text).toMatch(
        /<form class="search" role="search" method="get" action="\/search">\n<label class="unseen" for="search">Search<\/label>/u,
      );
    const byLink = app.browser();
    await byLink.get(await app.linkFor(taskId, people.ann));
    expect((await byLink.get(`/tasks/${taskId}`)).text).not.toContain('role="search"');
    const asked = await byLink.get("/search?q=booking");
    expect([asked.status, asked.location]).toEqual([303, "/sign-in?next=%2Fsearch%3Fq%3Dbooking"]);
  });

  it("asks what to look for, and says when there is no word in it", async () => {
    const { find } = await scene();
    expect((await find("ann", "")).text).toContain("What are you looking for?");
    expect((await find("ann", "🎉 *")).text).toContain("There is no word or number in this.");
    const none = await find("ann", "zebra");
    expect(none.text).toContain("Nothing was found.");
    expect(none.text).toContain("Only what is about your company is found here.");
    expect(none.text).toContain('value="zebra"');
    expect((await find("ann", "booking", "&kind=messages")).text).toContain(
      "Nothing of this kind was found.",
    );
  });
});

describe("what is found", () => {
  it("is tasks, messages with the words marked, files and people", async () => {
    const { app, people, taskId, find } = await scene();
    const said = await app.say({ taskId, author: people.ann, text: "The <b>booking</b> page & more" });
    const filed = await app.say({
      taskId,
      author: people.ann,
      text: "See",
      uploads: [uploadOf("booking.pdf", "application/pdf", "x")],
    });
    const page = await find("priya", "booking");
    expect(page.status).toBe(200);
    expect(page.text).toContain("<title>Search: booking · Northbeam</title>");
    expect(countsOn(page)).toEqual(["1", "2", "0"]);
    expect(page.text).toContain("The &lt;b&gt;<mark>booking</mark>&lt;/b&gt; page &amp; more");
    expect(page.text).toContain("<mark>booking</mark>.pdf");
    expect(hitsOn(page).toSorted()).toEqual(
      [`/tasks/${taskId}#message-${said}`, `/tasks/${taskId}#message-${filed}`].toSorted(),
    );
    const person = await find("priya", "harbor lee");
    expect(person.text).toContain("<mark>Lee</mark> Okafor");
    expect(person.text).toContain(`/clients/${app.world.clients.harbor}`);
    expect((await find("priya", `#${taskId}`)).text).toContain("Booking form");
  });

  it("is for contacts their own client's, and neither notes nor what only staff see", async () => {
    const { app, people, clients, taskId, find } = await scene();
    const theirs = await app.taskWith({
      clientId: clients.lumen,
      author: people.dana,
      title: "Needle of Lumen",
      text: "needle",
    });
    await app.say({
      taskId,
      author: people.priya,
      text: "needle note",
      isNote: true,
      uploads: [uploadOf("needle.txt", "text/plain", "x")],
    });
    await app.say({ taskId, author: people.ann, text: "needle away", isQuiet: true });
    const said = await app.say({ taskId, author: people.priya, text: "needle said" });
    expect(hitsOn(await find("ann", "needle"))).toEqual([`/tasks/${taskId}#message-${said}`]);
    for (const page of [
      await find("ann", "needle"),
      await find("ann", `#${theirs}`),
      await find("ann", "dana"),
    ]) {
      expect(page.text).not.toMatch(/Lumen|needle note|needle away|needle\.txt|Dana Ruiz/u);
    }
    const staff = await find("priya", "needle");
    expect(hitsOn(staff)).toHaveLength(4);
    expect(staff.text.match(/Note, only staff see it/gu)).toHaveLength(2);
    expect((await find("ann", "lee")).text).toContain('href="/people"');
    expect((await find("ann", "priya")).text).toContain("Nothing was found.");
  });

  it("shows no client the lines of another one between the words of a message that came with a file", async () => {
    const { app, people, clients, taskId, find } = await scene();
    const to = await app.taskWith({ clientId: clients.lumen, author: people.kenji, title: "To" });
    const blocks = [blockOf("context", "> harborsecret"), blockOf("kept", "here it is")];
    const messageId = await app.say({
      taskId,
      author: people.priya,
      text: "> harborsecret\nhere it is",
      uploads: [uploadOf("floorplan.txt", "text/plain", "x")],
    });
    const emailId = await receiveEmail(app);
    await app.store.write(async (rows) => {
      const staffId = people.priya.id;
      await rows.run(
        "update messages set blocks = ?, inbound_email_id = ? where id = ?",
        JSON.stringify(blocks),
        emailId,
        messageId,
      );
      const move = { messageId, fromTaskId: taskId, toTaskId: to, isNewTask: false, staffId };
      await recordMove(rows, { ...move, movedAt: timestamp(app.time.now) });
    });
    const page = await find("kenji", "floorplan");
    expect(hitsOn(page)).toEqual([`/tasks/${to}#message-${messageId}`]);
    expect(page.text).toContain("here it is");
    expect(page.text).not.toContain("harborsecret");
    expect((await find("priya", "floorplan")).text).toContain("harborsecret");
  });

  it("never shows a secret of ours, and is not led to one letter by letter", async () => {
    const { app, people, taskId, find } = await scene();
    const token = "ceaqaaaaaiabcdefghijklmnopqrstuvwxyz234567";
    await app.say({ taskId, author: people.lee, text: `forwarded ${secretAddress} and ${token}` });
    const page = await find("ann", "forwarded");
    expect(page.text).toContain("[our reply address]");
    expect(page.text).not.toContain("r0secret");
    expect(hitsOn(await find("ann", token.slice(0, 17)))).toEqual([]);
  });

  it("leads to the page of a long conversation that shows it", async () => {
    const { app, people, taskId, find } = await scene();
    const early = await app.say({ taskId, author: people.ann, text: "needle" });
    for (let index = 0; index < messagePageSize + 20; index += 1) {
      app.time.now = new Date(app.time.now.getTime() + 1000);
      const isNote = index % 2 === 0;
      await app.say({ taskId, author: people.priya, text: "hay", isNote });
    }
    const late = await app.say({ taskId, author: people.ann, text: "needle needle" });
    for (const who of ["ann", "priya"] as const) {
      const browser = await app.signedIn(people[who]);
      const paths = hitsOn(await find(who, "needle"));
      expect(paths).toHaveLength(2);
      for (const id of [early, late]) {
        const path = paths.find((each) => each.endsWith(`#message-${id}`))!;
        expect((await browser.get(path.replace(/#.*/u, ""))).text).toContain(`id="message-${id}"`);
      }
      expect(paths.some((path) => path.includes("?before="))).toBe(true);
    }
  });

  it("comes in pages of one kind, and only the best of each at first", async () => {
    const { app, people, taskId, find } = await scene();
    for (let index = 0; index < searchPageSize + 1; index += 1)
      await app.say({ taskId, author: people.ann, text: `needle ${index}` });
    const first = await find("ann", "needle");
    expect(hitsOn(first)).toHaveLength(5);
    expect(first.text).toContain(
      '<a href="/search?q=needle&amp;kind=messages">See all messages that were found (21)</a>',
    );
    const one = await find("ann", "needle", "&kind=messages");
    expect(hitsOn(one)).toHaveLength(searchPageSize);
    expect(one.text).toContain('href="/search?q=needle&amp;kind=messages&amp;page=2" rel="next"');
    for (const page of ["2", "999"]) {
      const last = await find("ann", "needle", `&kind=messages&page=${page}`);
      expect(hitsOn(last)).toHaveLength(1);
      expect(last.text).toContain('href="/search?q=needle&amp;kind=messages" rel="prev"');
      expect(last.text).not.toContain('rel="next"');
    }
  });

  it("is no word that was redacted, and nobody who was erased", async () => {
    const { app, people, taskId, find } = await scene();
    const messageId = await app.say({ taskId, author: people.ann, text: "My code is xylophone42" });
    expect(hitsOn(await find("priya", "xylophone"))).toHaveLength(1);
    const at = timestamp(app.time.now);
    await app.store.write((rows) =>
      redactMessage(rows, at, { messageId, typed: "xylophone42", byStaffId: people.priya.id }),
    );
    expect((await find("priya", "xylophone42")).text).toContain("Nothing was found.");
    expect(hitsOn(await find("priya", "code"))).toHaveLength(1);
    const address = addressOf("lee");
    await app.store.write((rows) => eraseContact(rows, at, { address, withWords: true }));
    expect((await find("priya", "okafor")).text).toContain("Nothing was found.");
  });
});

describe("any text", () => {
  it("is answered by a page", async () => {
    const { app, people } = await scene();
    const browser = await app.signedIn(people.ann);
    const hostile = [
      '"',
      "a NEAR b",
      "((",
      "*",
      "a'b",
      "\u0000",
      "\ud800",
      "<script>alert",
      "x".repeat(4_000),
      "請求書",
      "\u202eשלום",
      "%",
      "a:b -c ^d {e}",
    ];
    for (const typed of hostile) {
      const page = await browser.get(`/search?q=${encodeURIComponent(typed.toWellFormed())}`);
      expect([typed, page.status]).toEqual([typed, 200]);
      expect(page.text).not.toContain("<script>alert");
    }
    for (const query of ["", "?q[]=a&q[]=b", "?q=a&q=b", "?q[x]=1", "?q=a&kind=x&page=x", "?q=%FF%00"])
      expect([query, (await browser.get(`/search${query}`)).status]).toEqual([query, 200]);
    const cut = await browser.get(`/search?q=${"word+".repeat(20)}`);
    expect(cut.text).toContain(
      `Only the first 10 words, and no more than ${searchLengthMax} characters, were looked for.`,
    );
  });
});

it("speaks German to whom it should", async () => {
  const { app, people, taskId, find } = await scene();
  await app.store.write((rows) => rows.run("update contacts set locale = ?", "de"));
  await app.say({ taskId, author: people.ann, text: "Die Übersicht über Größen" });
  const page = await find("ann", "ubersicht");
  expect(page.text).toContain('<html lang="de">');
  expect(page.text).toContain("Nachrichten (1)");
  expect(page.text).toContain("Die <mark>Übersicht</mark> über Größen");
  expect((await find("ann", "nichtda")).text).toContain("Nichts gefunden.");
});
