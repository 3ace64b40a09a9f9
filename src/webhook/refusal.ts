// Why a call of a webhook was not taken, and with which HTTP status.

/** A refusal with its HTTP status; `shown` ones are counted on the staff's desk, since they may be lost mail. */
export class Refusal extends Error {
  readonly status: number;
  readonly isShown: boolean;

  constructor(status: number, message: string, isShown = false) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.isShown = isShown;
  }
}
