// What was decided about an inbound email, as a sentence says it of whoever decided. No I/O.

/** A ruling as its sentence needs it; `personName` is its author, or whose address the sender's became. */
export interface SaidRuling {
  kind: "post" | "open" | "open_forwarded" | "discard" | "address" | "again";
  taskId: number | null;
  personName: string | null;
}

/** After a name, or after “You”: “put it on task #12 as Ann Weber’s message”. */
export function rulingInWords({ kind, taskId, personName }: SaidRuling): string {
  const whose = personName ?? "somebody";
  switch (kind) {
    case "post":
      return `put it on task #${taskId} as ${whose}’s message`;
    case "open":
      return `opened a task with it for ${whose}`;
    case "open_forwarded":
      return `opened a task with what it forwards for ${whose}`;
    case "discard":
      return "set it aside";
    case "address":
      return `said that its address is also ${whose}’s`;
    case "again":
      return "had it read again";
  }
}
