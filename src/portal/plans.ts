// GET /plans: for staff, what each plan gives and how many clients have it; each can be changed here, and one can be added.
import type { Request, Response } from "express";
import { planSessionsMax, planTasksMax, setPlan } from "../actions/set-plan.ts";
import { timestamp } from "../domain/clock.ts";
import { requireName } from "../domain/name.ts";
import { Problem } from "../domain/problem.ts";
import { listPlansInUse } from "../store/client-list.ts";
import { findPlanByName, type PlanFacts } from "../store/clients.ts";
import { findFieldProblems, noFieldProblems, problemOfField, type FieldProblems } from "./field-problems.ts";
import { fieldView, type FieldView } from "./field-view.ts";
import { formOf, type Form } from "./form.ts";
import { showPage } from "./page.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { readingOf, type Reading } from "./reading.ts";
import { requireStaff, type StaffVisitor } from "./visitor.ts";

/** Its name cannot be changed: clients are told it. */
const planFields = ["name", "tasks", "strategy", "training"] as const;

type PlanField = (typeof planFields)[number];

type TypedPlan = Record<PlanField, string>;

/** A form that could not be taken: of the plan with this id, or of a new one. */
interface Refused {
  planId: number | undefined;
  typed: TypedPlan;
  problems: FieldProblems<PlanField>;
  status: number;
}

export async function showPlans(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  await showList(portal, response, staff);
}

/** POST /plans: a new one, of a name that no plan has. */
export async function addNewPlan(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  await takePlan(portal, response, staff, { planId: undefined, typed: readTyped(formOf(request)) });
}

/** POST /plans/:planId: what it gives from now on. Saving what it has already changes nothing. */
export async function changeOnePlan(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const planId = requireId(request.params["planId"]);
  const plan = (await listPlansInUse(portal.store.read)).find(({ id }) => id === planId);
  if (plan === undefined) throw pageMissing();
  const typed = { ...readTyped(formOf(request)), name: plan.name };
  await takePlan(portal, response, staff, { planId, typed });
}

async function takePlan(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  { planId, typed }: Pick<Refused, "planId" | "typed">,
): Promise<void> {
  const checks = {
    name: () => requireName(typed.name),
    tasks: () => wholeNumber(typed.tasks, 1, planTasksMax),
    strategy: () => wholeNumber(typed.strategy, 0, planSessionsMax),
    training: () => wholeNumber(typed.training, 0, planSessionsMax),
  };
  const problems = findFieldProblems<PlanField>(checks, staff.locale);
  if (problems !== undefined) {
    await showList(portal, response, staff, { planId, typed, problems, status: 422 });
    return;
  }
  const facts: PlanFacts = {
    activeTasksMax: checks.tasks(),
    strategySessionsMonthly: checks.strategy(),
    trainingSessionsMonthly: checks.training(),
  };
  try {
    const { plan } = await portal.store.write(async (rows) => {
      if (planId === undefined && (await findPlanByName(rows, checks.name())) !== undefined)
        throw nameTaken();
      const at = timestamp(portal.clock());
      return setPlan(rows, at, { name: typed.name, ...facts, byStaffId: staff.staffId });
    });
    portal.nudge();
    response.redirect(303, `/plans#plan-${plan.id}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const refused = problemOfField(planFields, "name", fault, staff.locale);
    await showList(portal, response, staff, { planId, typed, problems: refused, status: statusOf(fault) });
  }
}

function nameTaken(): Problem {
  return new Problem("conflict", {
    en: "There is a plan of this name already.",
    de: "Einen Plan mit diesem Namen gibt es schon.",
  });
}

function wholeNumber(typed: string, least: number, most: number): number {
  const number = /^\d{1,4}$/u.test(typed.trim()) ? Number(typed) : -1;
  if (number >= least && number <= most) return number;
  throw new Problem("invalid", {
    en: `A whole number from ${least} to ${most}, please.`,
    de: `Bitte eine ganze Zahl von ${least} bis ${most}.`,
  });
}

function readTyped(form: Form): TypedPlan {
  const [name, tasks, strategy, training] = planFields.map((field) => form.text(field));
  return { name: name!, tasks: tasks!, strategy: strategy!, training: training! };
}

async function showList(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  refused?: Refused,
): Promise<void> {
  const reading = readingOf(portal, staff);
  const plans = await listPlansInUse(portal.store.read);
  const refusedFor = (planId: number | undefined) =>
    refused !== undefined && refused.planId === planId ? refused : undefined;
  const values = {
    title: reading.say("plans.title"),
    place: "clients" as const,
    plans: plans.map(({ id, name, clientCount, ...facts }) => {
      const own = refusedFor(id);
      const typed = own?.typed ?? {
        name,
        tasks: String(facts.activeTasksMax),
        strategy: String(facts.strategySessionsMonthly),
        training: String(facts.trainingSessionsMonthly),
      };
      return {
        id,
        name,
        clients: reading.say("plans.clients", { count: clientCount }),
        fields: fieldsOf(typed, own?.problems, reading, `plan-${id}-`).slice(1),
      };
    }),
    newFields: fieldsOf(
      refusedFor(undefined)?.typed ?? { name: "", tasks: "1", strategy: "0", training: "0" },
      refusedFor(undefined)?.problems,
      reading,
      "new-",
    ),
  };
  await showPage(portal, response, staff, "plans", values, refused?.status);
}

function fieldsOf(
  typed: TypedPlan,
  problems: FieldProblems<PlanField> | undefined,
  { say }: Reading,
  idPrefix: string,
): FieldView[] {
  const of = problems ?? noFieldProblems(planFields);
  return planFields.map((name) =>
    fieldView(
      {
        name,
        label: say(`plans-field.${name}`),
        value: typed[name],
        idPrefix,
        inputMode: name === "name" ? null : "numeric",
      },
      of[name],
    ),
  );
}
