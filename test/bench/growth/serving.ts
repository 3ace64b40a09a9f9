// An installation in a process of its own, on the database that DATABASE_URL names, with people signed in. Says to growth.ts which
// pages there are to ask for, and ends when that process ends.
import { readConfig } from "../../../src/config.ts";
import { start } from "../../../src/start.ts";
import type { Rows } from "../../../src/store/rows.ts";
import { signedIn } from "../../support/signed-in.ts";
import type { PageToAsk, Served } from "../pages/serving.ts";

const started = await start(readConfig(process.env));
await started.workers.settled();
const { store } = started;
const staff = await signedIn(store, { kind: "staff", id: 1 });
const ofLargest = await contactOf(
  store.read,
  "select client_id as id from tasks group by client_id order by count(*) desc, client_id limit 1",
);
const ofSmall = await contactOf(
  store.read,
  "select client_id as id from tasks group by client_id order by count(*), client_id limit 1",
);
process.once("disconnect", () => {
  void started.stop().then(() => process.exit(0));
});
process.send?.({ baseUrl: started.localUrl, pages: await listPages(store.read) } satisfies Served);

/** The same names in the same order for every installation. */
async function listPages(read: Rows): Promise<PageToAsk[]> {
  const usual = await idOf(
    read,
    `select task_id as id from messages where id <= 10000 group by task_id
     order by case when count(*) between 8 and 12 then 0 else 1 end, task_id limit 1`,
  );
  const longest = await idOf(
    read,
    "select task_id as id from messages group by task_id order by count(*) desc, task_id limit 1",
  );
  const words = {
    frequent: "the",
    middling: "dashboard",
    rare: "commission quota",
    phrase: '"the number is"',
    person: "maier",
  };
  const search = (typed: string) => `/search?q=${encodeURIComponent(typed)}`;
  const by = (who: string, cookie: string, paths: Record<string, string>): PageToAsk[] =>
    Object.entries(paths).map(([name, path]) => ({ name: `${name} (${who})`, path, cookie }));
  const searches = Object.fromEntries(
    Object.entries(words).map(([kind, typed]) => [`search, ${kind} word`, search(typed)]),
  );
  return [
    ...by("staff", staff, {
      desk: "/",
      "task page": `/tasks/${usual}`,
      "task page, the longest": `/tasks/${longest}`,
      board: "/board",
      "all tasks": "/tasks?show=all",
      clients: "/clients",
      "a client, the largest": "/clients/1",
      "held desk": "/held",
      outgoing: "/outgoing",
      audit: "/audit",
      ...searches,
    }),
    ...by("contact of the largest client", ofLargest, { home: "/", backlog: "/backlog", ...searches }),
    ...by("contact of a small client", ofSmall, { home: "/", tasks: "/tasks", ...searches }),
  ];
}

async function contactOf(read: Rows, clientQuery: string): Promise<string> {
  const client = await idOf(read, clientQuery);
  const contact = await read.first<{ id: number }>(
    "select min(id) as id from contacts where client_id = ?",
    client,
  );
  return signedIn(store, { kind: "contact", id: contact!.id });
}

async function idOf(read: Rows, query: string): Promise<number> {
  return (await read.first<{ id: number }>(query))?.id ?? 1;
}
