// Run by a test in several processes at once: opens a database that may have no tables yet, and counts its plans.
import { openStore } from "../../src/store/database.ts";

const store = await openStore(process.argv[2] ?? "");
const row = await store.read.first<{ count: number }>("select count(*) as count from plans");
await store.close();
process.stdout.write(String(row?.count));
