// Adds a client on a plan. Reads plans; writes one client and one event.
import { requireName } from "../domain/name.ts";
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import { findClientByName, findPlanByName, listPlans, recordClient } from "../store/clients.ts";
import type { Rows } from "../store/rows.ts";

/** Throws `invalid` for an unknown plan, `conflict` for a name that is taken. */
export async function addClient(
  rows: Rows,
  at: string,
  input: { name: string; plan: string; byStaffId?: number },
): Promise<{ clientId: number }> {
  const plan = await findPlanByName(rows, input.plan);
  if (plan === undefined) {
    const names = (await listPlans(rows)).map((row) => row.name).join(", ");
    throw new Problem("invalid", {
      en: `There is no plan “${input.plan}”. The plans are: ${names}.`,
      de: `Es gibt keinen Plan „${input.plan}“. Zur Auswahl stehen: ${names}.`,
    });
  }
  const name = requireName(input.name);
  // Clients are found by their name in any case, so two must not differ by that alone.
  const namesake = await findClientByName(rows, name);
  if (namesake !== undefined) throw nameTaken(namesake.name);
  const clientId = await recordClient(rows, { name, planId: plan.id, createdAt: at });
  if (clientId === undefined) throw nameTaken(name);
  await recordEvent(rows, {
    type: "client.added",
    ...(input.byStaffId === undefined ? {} : { actor: { kind: "staff", id: input.byStaffId } }),
    at,
    payload: { clientId, planId: plan.id },
  });
  return { clientId };
}

function nameTaken(name: string): Problem {
  return new Problem("conflict", {
    en: `There is a client called “${name}” already.`,
    de: `Es gibt schon einen Kunden mit dem Namen „${name}“.`,
  });
}
