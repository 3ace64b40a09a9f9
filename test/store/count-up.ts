// Run by a test in processes of their own: counts a row up, reading and then writing it in one transaction each time.
import { openStore } from "../../src/store/database.ts";

const [url = "", times = "0"] = process.argv.slice(2);
const store = await openStore(url);
for (let time = 0; time < Number(times); time++) {
  await store.write(async (rows) => {
    // On PostgreSQL a row that is read to be changed is held; SQLite has one writer.
    const lock = rows.engine === "postgres" ? " for update" : "";
    const row = await rows.first<{ count: number }>(
      `select active_tasks_max as count from plans where name = 'Counter'${lock}`,
    );
    await rows.run("update plans set active_tasks_max = ? where name = 'Counter'", row!.count + 1);
  });
}
await store.close();
