// The sandbox's story with what nobody should write but somebody will: words without an end, names that are read from the right, a
// message of 5,000 lines, 60 files on one, 10,000 tasks of one client. Written by the actions as far as those are quick enough.
import { addClient } from "../../../src/actions/add-client.ts";
import { addContact } from "../../../src/actions/add-contact.ts";
import { addSavedReply } from "../../../src/actions/add-saved-reply.ts";
import { addStaff } from "../../../src/actions/add-staff.ts";
import { openTask } from "../../../src/actions/open-task.ts";
import { postMessage, type MessageInput } from "../../../src/actions/post-message.ts";
import { reportMisreading } from "../../../src/actions/report-misreading.ts";
import type { Person } from "../../../src/domain/person.ts";
import type { Started } from "../../../src/start.ts";
import { contentHash } from "../../../src/store/blobs.ts";
import type { Upload } from "../../../src/store/messages.ts";
import type { Rows } from "../../../src/store/rows.ts";
import { blockOf, replyOf } from "../reply.ts";

/** 200 characters without a place to break. */
export const unbroken = "Donaudampfschifffahrtsgesellschaft".repeat(6).slice(0, 200);
const longName = unbroken.slice(0, 100);
/** As long as an address may be. */
const longAddress = `${unbroken.slice(0, 64)}@${[63, 63, 50].map((length) => unbroken.slice(0, length).toLowerCase()).join(".")}.example`;
const lines = Array.from({ length: 5_000 }, (_, index) => `Line ${index + 1}`);
export const tasksMany = 10_000;

export interface HostileWorld {
  clientId: number;
  layla: number;
  /** The task on which all of it was written, one that is in hand, and one that waits for approval. */
  taskId: number;
  workingId: number;
  pendingId: number;
  /** The emailed message with every kind of block, and the one of 5,000 lines. */
  messageId: number;
  longMessageId: number;
}

export async function openHostileWorld(started: Started): Promise<HostileWorld> {
  const { store, clock } = started;
  const at = clock.now().toISOString();
  const people = await addPeople(started, at);
  const { clientId, layla } = people;
  const contact = { kind: "contact", id: layla } as const;
  const priya = { kind: "staff", id: 1 } as const;
  const opening = { clientId, channel: "portal", postedAt: at, contactIds: [layla, people.zoe] } as const;
  const world = await store.write(async (rows) => {
    const open = async (title: string, text: string, author: Person = contact) =>
      (await openTask(rows, at, { ...opening, title, text, author })).taskId;
    const taskId = await open(unbroken, `${unbroken} https://example.com/${unbroken}`);
    const say = async (author: Person, message: Partial<MessageInput>) => {
      const channel = "portal";
      const posted = await postMessage(rows, at, {
        taskId,
        author,
        channel,
        text: unbroken,
        postedAt: at,
        ...message,
      });
      if (posted.kind !== "posted") throw new Error("It was posted before.");
      return posted.messageId;
    };
    await say(priya, { uploads: manyFiles() });
    await say(priya, { text: `${unbroken} @Priya https://example.com/${unbroken}`, isNote: true });
    const ofEmail = { text: "", channel: "email", inboundEmailId: 1 } as const;
    const messageId = await say(contact, {
      ...ofEmail,
      reply: { ...everyBlock(), method: unbroken, confidence: 0.5 },
    });
    const text = `${lines.join("\n")}\n`;
    const reply = replyOf([blockOf("kept", text), blockOf("quoted", text)]);
    const longMessageId = await say(contact, { ...ofEmail, inboundEmailId: 2, reply });
    await say(contact, { text: lines.join("\n\n").slice(0, 100_000) });
    await reportMisreading(rows, at, { messageId, verdict: "cut_too_much", by: contact });
    const workingId = await open("🏳️‍🌈👩🏽‍💻 ".repeat(20), "שלום ".repeat(200));
    const pendingId = await open("تحديث صفحة الحجز على الموقع (الإصدار 2) ".repeat(3), "مرحبا");
    await rows.run("update tasks set stage = 'Working', delivery_on = '2026-12-24' where id = ?", workingId);
    await rows.run("update tasks set stage = 'Pending Approval' where id = ?", pendingId);
    await addSavedReply(rows, at, { title: longName, text: unbroken, byStaffId: 1 });
    await openMany(rows, taskId);
    return { clientId, layla, taskId, workingId, pendingId, messageId, longMessageId };
  });
  await postHeld(started);
  await started.workers.settled();
  return world;
}

async function addPeople({ store }: Started, at: string) {
  return store.write(async (rows) => {
    const name = "مجموعة الواحة الرقمية للخدمات الطبية";
    const { clientId } = await addClient(rows, at, { name, plan: "Elite" });
    await addClient(rows, at, { name: longName, plan: "Standard" });
    const own = undefined;
    const add = async (of: { name: string; address: string }) =>
      (await addContact(rows, at, { clientId, own, ...of })).contactId;
    const layla = await add({ name: "ليلى بنت عبد الرحمن الفهد", address: "layla@oasis.example" });
    await add({ name: "שרה כהן־לוי", address: "sara@oasis.example" });
    await add({ name: longName, address: longAddress });
    // A mark that turns what follows, as in names of files that end in “gpj.exe”.
    await add({ name: "\u202egro.live\u202e Eve", address: "eve@oasis.example" });
    const zoe = await add({ name: "Zoë 👩🏽‍💻👨‍👩‍👧‍👦🏳️‍🌈", address: "zoe@oasis.example" });
    await addStaff(rows, at, { name: longName.slice(1), address: "long@northbeam.example", own });
    return { clientId, layla, zoe };
  });
}

function manyFiles(): Upload[] {
  return Array.from({ length: 60 }, (_, index) => {
    const bytes = Buffer.from(String(index));
    const name =
      index % 3 === 0
        ? `invoice \u202egpj.${index}.exe`
        : index % 3 === 1
          ? unbroken
          : `فاتورة رقم ${index} نهائي`;
    return {
      filename: `${name.slice(0, 190)}.pdf`,
      contentType: index === 4 ? "image/png" : "application/pdf",
      contentId: null,
      isInline: false,
      bytes,
      sha256: contentHash(bytes),
    };
  });
}

function everyBlock() {
  const html = `<p>${unbroken}</p><table><tr><td>${unbroken}</td><td>b</td></tr></table><pre>${unbroken}</pre>`;
  return replyOf([
    blockOf("kept", `${unbroken}\n`, { html }),
    blockOf("context", `> ${unbroken}\n`),
    blockOf("kept", unbroken),
    blockOf("quoted", unbroken, { evidence: unbroken }),
    blockOf("signature", unbroken),
  ]);
}

/** Copies of one task with its first message and its events, most of them waiting; all in one statement a table. */
async function openMany(rows: Rows, taskId: number): Promise<void> {
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${tasksMany})`;
  const stages = ["Triage", "Accepted", "Accepted", "Complete", "Declined"];
  const stage = `case i % ${stages.length} ${stages.map((name, at) => `when ${at} then '${name}'`).join(" ")} end`;
  const { last } = (await rows.first<{ last: number }>("select max(id) as last from tasks"))!;
  await rows.run(
    `${numbers} insert into tasks (id, client_id, title, stage, opened_at, stage_at, last_message_at, last_message_by,
       backlog_position) select ${last} + i, client_id, 'Many ' || i || ' طلب', ${stage}, opened_at, stage_at,
       last_message_at, case i % 2 when 0 then 'contact' else 'staff' end, ${last} + i from n, tasks where id = ?`,
    taskId,
  );
  await rows.run(
    `${numbers} insert into messages (task_id, author_contact_id, channel, is_note, is_quiet, is_by_link, kept, posted_at)
     select ${last} + i, author_contact_id, 'portal', 0, 0, 0, 'Please look at number ' || i, posted_at
     from n, (select * from messages where task_id = ? order by id limit 1)`,
    taskId,
  );
  await rows.run(
    `${numbers} insert into participants (task_id, contact_id, added_at)
     select ${last} + i, contact_id, added_at from n, participants where task_id = ? and contact_id is not null`,
    taskId,
  );
  await rows.run(
    `${numbers} insert into events (type, task_id, actor_contact_id, at, payload, announced_at, client_id)
     select 'task.opened', ${last} + i, actor_contact_id, at, payload, at, client_id
     from n, (select * from events where task_id = ? and type = 'task.opened')`,
    taskId,
  );
}

/** From a stranger whose name and subject have no end. */
async function postHeld({ localUrl }: Started): Promise<void> {
  const email = [
    `From: "${unbroken}" <${longAddress}>`,
    "To: work@reply.example",
    `Subject: ${unbroken}`,
    "Message-ID: <held@hostile.example>",
    "",
    `${unbroken} https://example.com/${unbroken}`,
  ].join("\r\n");
  const query = new URLSearchParams({ from: longAddress, to: "work@reply.example" }).toString();
  const response = await fetch(`${localUrl}/inbound/raw?${query}`, {
    method: "POST",
    headers: { "content-type": "message/rfc822" },
    body: email,
  });
  if (!response.ok) throw new Error(await response.text());
}
