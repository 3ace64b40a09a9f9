// What the audit trail says of other programs: the tokens by which they call us, and where we tell them what happens.
import type { EventType } from "../domain/event.ts";
import { told, type Sentences } from "./told.ts";

type OnPrograms = Extract<EventType, `api_token.${string}` | `webhook_endpoint.${string}`>;

export const programSentences: Pick<Sentences, OnPrograms> = {
  "api_token.made": {
    en: ({ who }, { name, scopes }) => told`${who} made the token “${name}”: ${scopes.join(", ")}.`,
    de: ({ who }, { name, scopes }) => told`${who} hat das Token „${name}“ angelegt: ${scopes.join(", ")}.`,
  },
  "api_token.revoked": {
    en: ({ who }, { apiTokenId }) => told`${who} revoked the token #${apiTokenId}.`,
    de: ({ who }, { apiTokenId }) => told`${who} hat das Token #${apiTokenId} widerrufen.`,
  },
  "webhook_endpoint.added": {
    en: ({ who }, { endpointId, wanted }) =>
      told`${who} added the webhook #${endpointId}: ${wanted.join(", ")}.`,
    de: ({ who }, { endpointId, wanted }) =>
      told`${who} hat den Webhook #${endpointId} angelegt: ${wanted.join(", ")}.`,
  },
  "webhook_endpoint.removed": {
    en: ({ who }, { endpointId }) => told`${who} removed the webhook #${endpointId}.`,
    de: ({ who }, { endpointId }) => told`${who} hat den Webhook #${endpointId} entfernt.`,
  },
  "webhook_endpoint.paused": {
    en: ({ who }, { endpointId, cause }) =>
      cause === "staff"
        ? told`${who} paused the webhook #${endpointId}.`
        : told`The webhook #${endpointId} was paused: its address says that it is gone.`,
    de: ({ who }, { endpointId, cause }) =>
      cause === "staff"
        ? told`${who} hat den Webhook #${endpointId} angehalten.`
        : told`Der Webhook #${endpointId} wurde angehalten: Seine Adresse sagt, dass es sie nicht mehr gibt.`,
  },
  "webhook_endpoint.resumed": {
    en: ({ who }, { endpointId }) => told`${who} let the webhook #${endpointId} go on.`,
    de: ({ who }, { endpointId }) => told`${who} lässt den Webhook #${endpointId} weiterlaufen.`,
  },
};
