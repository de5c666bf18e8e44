import { EchoService } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { type ClientOptions, createClient } from "../src/mod.ts";

export const echo = { service: EchoService, deadlines: {}, items: {} } as const;

/** A client of the testing contract that repeats quickly. */
export function echoClient(baseUrl: string, options: Partial<ClientOptions> = {}) {
  return createClient({ echo }, { baseUrl, token: "good", retry: { baseDelayMs: 1, maxDelayMs: 2 }, ...options });
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** What the call rejects with; undefined if it does not. */
export async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}
