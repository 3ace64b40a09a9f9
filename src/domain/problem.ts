// The one error that people see, and its codes. Anything else that is thrown is a bug.

export type ProblemCode =
  | "invalid"
  | "not_found"
  | "not_allowed"
  | "conflict"
  | "gone"
  | "too_large"
  | "limit_reached";

/** An expected refusal. `message` is one or two whole sentences, fit to be read by a customer. */
export class Problem extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string) {
    super(message);
    this.name = "Problem";
    this.code = code;
  }
}
