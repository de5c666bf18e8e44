import { refuse } from "../domain/errors.ts";

export interface CarrierHttpOptions {
  /** Without a slash at its end. */
  readonly url: string;
  readonly key: string;
  /** Longest time of one request, in milliseconds. */
  readonly timeoutMs: number;
}

export interface CarrierRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: object;
  readonly idempotencyKey?: string;
}

/** What the carrier said: an answer, or why it does not do it. */
export interface CarrierAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The longest answer that is read, in bytes; labels are the long ones. */
const longestAnswer = 4_194_304;

/** Statuses by which a carrier says that this request will never do; all others leave open what became of it. */
const refusals = new Set([400, 404, 422]);

/** One request. Fails with CARRIER_UNAVAILABLE unless it is answered or refused in time. */
export async function askCarrier(
  { url, key, timeoutMs }: CarrierHttpOptions,
  { method, path, body, idempotencyKey }: CarrierRequest,
  withinMs: number,
): Promise<CarrierAnswer> {
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: "error",
      signal: AbortSignal.timeout(Math.max(1, Math.floor(Math.min(timeoutMs, withinMs)))),
    });
    const answer = { status: response.status, body: JSON.parse(await textOf(response)) as unknown };
    if (response.ok || refusals.has(response.status)) return answer;
    throw new Error(`the carrier answered ${response.status}`);
  } catch (cause) {
    throw refuse("CARRIER_UNAVAILABLE", { cause });
  }
}

async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > longestAnswer) throw new Error("the carrier's answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
