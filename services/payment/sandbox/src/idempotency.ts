import { ApiError } from "./api-error.ts";
import type { ObjectStore } from "./store.ts";

/** An answer as it was sent. */
export interface SavedAnswer {
  readonly status: number;
  readonly text: string;
  readonly requestId: string;
}

/** The answers of keyed requests: https://docs.stripe.com/api/idempotent_requests. */
export interface IdempotencyKeys {
  /** The first answer, or undefined for a new key, which is in use until `release`. Refuses reuse and parallel use. */
  claim(key: string, print: string): SavedAnswer | undefined;
  /** Runs in the transaction of the effect, or later where the answer turned out otherwise. */
  save(key: string, print: string, answer: SavedAnswer): void;
  release(key: string): void;
}

const longestKey = 255;

export function idempotencyKeys({ sqlite }: ObjectStore): IdempotencyKeys {
  const find = sqlite.prepare("SELECT fingerprint, status, body, request_id FROM answers WHERE key = ?");
  const save = sqlite.prepare(
    `INSERT INTO answers (key, fingerprint, status, body, request_id, created) VALUES (?, ?, ?, ?, ?, unixepoch())
     ON CONFLICT (key) DO UPDATE SET status = excluded.status, body = excluded.body`,
  );
  const inUse = new Set<string>();
  return {
    claim(key, print) {
      if (key.length > longestKey) throw keyError(400, "Idempotency keys are at most 255 characters long.");
      if (inUse.has(key)) throw keyError(409, inUseMessage(key), "idempotency_key_in_use");
      const row = find.get(key);
      if (row === undefined) {
        inUse.add(key);
        return undefined;
      }
      if (row.fingerprint !== print) throw keyError(400, reusedMessage(key));
      return { status: Number(row.status), text: String(row.body), requestId: String(row.request_id) };
    },
    save(key, print, { status, text, requestId }) {
      save.run(key, print, status, text, requestId);
    },
    release: (key) => inUse.delete(key),
  };
}

function keyError(status: number, message: string, code?: string): ApiError {
  return new ApiError(status, { type: "idempotency_error", message, ...(code === undefined ? {} : { code }) });
}

const inUseMessage = (key: string) =>
  `There is currently another in-progress request using this Idempotent Key: ${key}. Please try again later.`;

const reusedMessage = (key: string) =>
  `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
