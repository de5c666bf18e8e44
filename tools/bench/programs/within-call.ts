import { runInCall } from "#mesh/kernel";

/** Does the work for a call, as services do. */
export function withinCall<T>(work: () => Promise<T>): Promise<T> {
  const { signal } = new AbortController();
  const call = { method: "", caller: { workload: "" }, deadline: Date.now() + 2_000, signal };
  return runInCall({ ...call, requestId: "", traceparent: "" }, work);
}
