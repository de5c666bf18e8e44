import type { Page, PageSource } from "./page.ts";

/** Names the upstreams that do not answer; none means ready. */
export type Readiness = () => Promise<readonly string[]>;

/** The pages load balancers and operators ask: alive at all, and ready for calls. */
export function probePages(readiness: Readiness, draining: AbortSignal): ReadonlyMap<string, PageSource> {
  return new Map<string, PageSource>([
    ["/healthz", () => json(200, { alive: true })],
    ["/readyz", () => ready(readiness, draining)],
  ]);
}

async function ready(readiness: Readiness, draining: AbortSignal): Promise<Page> {
  const down = await readiness();
  const isReady = down.length === 0 && !draining.aborted;
  return json(isReady ? 200 : 503, { ready: isReady, draining: draining.aborted, down });
}

function json(status: number, body: object): Page {
  return { status, type: "application/json", body: JSON.stringify(body) };
}
