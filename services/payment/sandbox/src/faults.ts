import { invalid } from "./api-error.ts";

/** Asks for something to go wrong with the next requests or webhooks that fit. */
export interface FaultRequest {
  /**
   * slow: wait `ms`. fail: answer 500. drop: cut the connection. webhook_*: send the next events twice, `ms` late, after
   * the event that follows them, or never.
   */
  readonly kind: "slow" | "fail" | "drop" | "webhook_twice" | "webhook_late" | "webhook_after_next" | "webhook_never";
  /** Before or after the request has its effect; default before. */
  readonly when?: "before" | "after";
  readonly ms?: number;
  /** How many requests or events it hits; default 1. */
  readonly times?: number;
  /** Default: any. */
  readonly method?: string;
  /** A regular expression the path, or the event's type, must match; default: any. */
  readonly match?: string;
}

export type Fault = Required<FaultRequest>;

/** What shall go wrong. Forgotten when the server ends. */
export interface Faults {
  add(request: FaultRequest): void;
  /** Those that hit this request, each used up by one. */
  ofRequest(method: string, path: string): readonly Fault[];
  /** The one that hits this event, used up by one. */
  ofEvent(type: string): Fault | undefined;
  list(): readonly Fault[];
  clear(): void;
}

const kinds = ["slow", "fail", "drop", "webhook_twice", "webhook_late", "webhook_after_next", "webhook_never"];

export function createFaults(): Faults {
  let faults: { readonly fault: Fault; left: number }[] = [];
  const take = (fits: (fault: Fault) => boolean) => {
    const hit = faults.filter(({ fault }) => fits(fault));
    for (const entry of hit) entry.left -= 1;
    faults = faults.filter(({ left }) => left > 0);
    return hit.map(({ fault }) => fault);
  };
  return {
    add(request) {
      const fault = { when: "before", ms: 0, times: 1, method: "", match: "", ...request } as const;
      if (!kinds.includes(fault.kind)) throw invalid(`no such kind of fault: ${fault.kind}`);
      faults.push({ fault, left: fault.times });
    },
    ofRequest: (method, path) =>
      take(
        (fault) =>
          !fault.kind.startsWith("webhook_") &&
          (fault.method === "" || fault.method === method) &&
          new RegExp(fault.match).test(path),
      ),
    ofEvent: (type) => take((fault) => fault.kind.startsWith("webhook_") && new RegExp(fault.match).test(type))[0],
    list: () => faults.map(({ fault, left }) => ({ ...fault, times: left })),
    clear() {
      faults = [];
    },
  };
}
