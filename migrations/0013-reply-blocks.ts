// What came by email keeps the blocks of its reply in their order; a column each for what was quoted and signed goes.
import type { Knex } from "knex";

interface Parts {
  id: number;
  kept: string;
  quoted: string;
  signature: string;
}

/** Messages that are in memory at once. */
const batchSize = 200;

export async function up(db: Knex): Promise<void> {
  await db.raw("alter table messages add column blocks text");
  let last = 0;
  for (;;) {
    const batch = await db<Parts>("messages")
      .select("id", "kept", "quoted", "signature")
      .where("id", ">", last)
      .where("channel", "email")
      .orderBy("id")
      .limit(batchSize);
    for (const row of batch) {
      await db("messages")
        .where({ id: row.id })
        .update({ blocks: JSON.stringify(blocksOf(row)) });
    }
    const newest = batch.at(-1);
    if (newest === undefined) break;
    last = newest.id;
  }
  // Neither column is in an index or a check, so both engines take it out and leave the rest of the table alone.
  await db.raw("alter table messages drop column quoted");
  await db.raw("alter table messages drop column signature");
}

/** Where each part stood was never written down: what they wrote comes first, and a blank line parts it from the next. */
function blocksOf({ kept, quoted, signature }: Parts): object[] {
  const evidence = "an earlier version";
  const blocks = [
    { kind: "kept", text: kept, html: "", evidence: "" },
    { kind: "quoted", text: quoted, html: "", evidence },
    { kind: "signature", text: signature, html: "", evidence },
  ].filter(({ text }) => text !== "");
  return blocks.map((block, index) =>
    index < blocks.length - 1 ? { ...block, text: `${block.text}\n\n` } : block,
  );
}
