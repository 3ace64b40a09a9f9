// The part of a form in which staff add a person of a client: what was typed, what is wrong with it, and its fields. Reads and writes
// no rows.
import { requireAddress } from "../domain/address.ts";
import { requireTimeZone } from "../domain/clock.ts";
import { requireLocale } from "../domain/locale.ts";
import { timeZoneTyped, usualTimeZones } from "../domain/time-zone.ts";
import { requireName } from "../domain/name.ts";
import { noFieldProblems, type FieldChecks, type FieldProblems } from "./field-problems.ts";
import { fieldView, localeOptions, type FieldView } from "./field-view.ts";
import type { Form } from "./form.ts";
import type { Reading } from "./reading.ts";

export const personFields = ["person", "address", "locale", "zone"] as const;

export type PersonField = (typeof personFields)[number];

export interface TypedPerson {
  person: string;
  address: string;
  locale: string;
  zone: string;
  canApprove: boolean;
}

/** Before anything was typed: they most likely live where the reader does and speak their language. */
export function emptyPerson({ locale, timeZone }: Reading, canApprove: boolean): TypedPerson {
  return { person: "", address: "", locale, zone: timeZone, canApprove };
}

export function readTypedPerson(form: Form): TypedPerson {
  return {
    person: form.text("person"),
    address: form.text("address"),
    locale: form.text("locale"),
    zone: form.text("zone").trim(),
    canApprove: form.text("may-approve") === "yes",
  };
}

export function personChecks(typed: TypedPerson): FieldChecks<PersonField> {
  return {
    person: () => requireName(typed.person),
    address: () => requireAddress(typed.address),
    locale: () => requireLocale(typed.locale),
    zone: () => requireTimeZone(timeZoneTyped(typed.zone)),
  };
}

export interface PersonFormView {
  fields: FieldView[];
  mayApprove: boolean;
  zones: readonly string[];
}

export function personFormView(
  typed: TypedPerson,
  problems: FieldProblems<PersonField> | undefined,
  { say }: Reading,
): PersonFormView {
  const of = problems ?? noFieldProblems(personFields);
  const idPrefix = "new-";
  return {
    fields: [
      fieldView({ name: "person", label: say("person.name"), value: typed.person, idPrefix }, of.person),
      fieldView(
        { name: "address", label: say("person.address"), value: typed.address, type: "email", idPrefix },
        of.address,
      ),
      fieldView(
        {
          name: "locale",
          label: say("person.locale"),
          value: typed.locale,
          options: localeOptions(typed.locale),
          idPrefix,
        },
        of.locale,
      ),
      fieldView(
        {
          name: "zone",
          label: say("person.zone"),
          value: typed.zone,
          hint: say("person.zone-hint"),
          hasZones: true,
          idPrefix,
        },
        of.zone,
      ),
    ],
    mayApprove: typed.canApprove,
    zones: usualTimeZones,
  };
}
