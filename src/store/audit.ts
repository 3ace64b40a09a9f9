// Everything that happened, newest first, with who did it and which task, client and person it is about.
import type { Person } from "../domain/person.ts";
import { toEvent, type EventRow, type RecordedEvent } from "./events.ts";
import { readWindow, type IdWindow } from "./id-window.ts";
import type { Rows, Value } from "./rows.ts";

/** Events on one page. */
export const auditPageSize = 50;

/** Which events a list holds; one of these or none. */
export type AuditFilter = { taskId: number } | { clientId: number } | { person: Person } | undefined;

/** An event with what those whom it names are called now. */
export type AuditRow = RecordedEvent & {
  actorName: string | null;
  taskTitle: string | null;
  clientId: number | null;
  clientName: string | null;
  /** Whom it is about, where that is a contact. */
  contactId: number | null;
  contactName: string | null;
};

type AuditColumns = EventRow & Omit<AuditRow, keyof RecordedEvent>;

/** The newest first, one more than `countMax` when there are more. */
export async function listAudit(
  rows: Rows,
  filter: AuditFilter,
  window: IdWindow,
  countMax: number,
): Promise<AuditRow[]> {
  const found = await readWindow(window, countMax, ({ where, order, id, limit }) => {
    const { condition, values } = conditionOf(filter, { where, order, id, limit });
    return rows.all<AuditColumns>(
      `select e.id, e.type, e.task_id as "taskId", e.actor_contact_id as "actorContactId",
         e.actor_staff_id as "actorStaffId", e.at, e.payload, coalesce(ac.name, st.name) as "actorName",
         t.title as "taskTitle", e.client_id as "clientId", cl.name as "clientName", e.contact_id as "contactId",
         co.name as "contactName"
       from events e left join contacts ac on ac.id = e.actor_contact_id left join staff st on st.id = e.actor_staff_id
       left join tasks t on t.id = e.task_id left join clients cl on cl.id = e.client_id
       left join contacts co on co.id = e.contact_id
       where ${condition} order by ${order} limit ?`,
      ...values,
      limit,
    );
  });
  return found.map((row) => {
    const { actorName, taskTitle, clientId, clientName, contactId, contactName } = row;
    return { ...toEvent(row), actorName, taskTitle, clientId, clientName, contactId, contactName };
  });
}

interface Window {
  where: string;
  order: string;
  id: number;
  limit: number;
}

function conditionOf(filter: AuditFilter, window: Window): { condition: string; values: Value[] } {
  const { where, id } = window;
  if (filter === undefined) return { condition: where, values: [id] };
  if ("taskId" in filter) return { condition: `e.task_id = ? and ${where}`, values: [filter.taskId, id] };
  if ("clientId" in filter)
    return { condition: `e.client_id = ? and ${where}`, values: [filter.clientId, id] };
  const { kind, id: personId } = filter.person;
  if (kind === "staff") return { condition: `e.actor_staff_id = ? and ${where}`, values: [personId, id] };
  return ofContact(personId, window);
}

/** What a contact did, and what is about them, each by its own index and no more of it than a page. */
function ofContact(
  contactId: number,
  { where, order, id, limit }: Window,
): { condition: string; values: Value[] } {
  const some = (column: string) =>
    `select id from (select e.id from events e where e.${column} = ? and ${where} order by ${order} limit ?) of_${column}`;
  return {
    condition: `e.id in (${some("actor_contact_id")} union ${some("contact_id")})`,
    values: [contactId, id, limit, contactId, id, limit],
  };
}
