import { invalid } from "./api-error.ts";

/** Asks for something to go wrong with the next requests that fit. */
export interface FaultRequest {
  /** slow: wait `ms`. fail: answer 500. drop: cut the connection. */
  readonly kind: "slow" | "fail" | "drop";
  /** Before or after the request has its effect; default before. */
  readonly when?: "before" | "after";
  readonly ms?: number;
  /** How many requests it hits; default 1. */
  readonly times?: number;
  /** Default: any. */
  readonly method?: string;
  /** A regular expression the path must match; default: any. */
  readonly match?: string;
}

export type Fault = Required<FaultRequest>;

/** What shall go wrong. Forgotten when the server ends. */
export interface Faults {
  add(request: FaultRequest): void;
  /** Those that hit this request, each used up by one. */
  take(method: string, path: string): readonly Fault[];
  list(): readonly Fault[];
  clear(): void;
}

const kinds = ["slow", "fail", "drop"];

export function createFaults(): Faults {
  let faults: { readonly fault: Fault; left: number }[] = [];
  return {
    add(request) {
      const fault = { when: "before", ms: 0, times: 1, method: "", match: "", ...request } as const;
      if (!kinds.includes(fault.kind)) throw invalid(`There is no such kind of fault: ${fault.kind}.`);
      faults.push({ fault, left: fault.times });
    },
    take(method, path) {
      const hit = faults.filter(
        ({ fault }) => (fault.method === "" || fault.method === method) && new RegExp(fault.match).test(path),
      );
      for (const entry of hit) entry.left -= 1;
      faults = faults.filter(({ left }) => left > 0);
      return hit.map(({ fault }) => fault);
    },
    list: () => faults.map(({ fault, left }) => ({ ...fault, times: left })),
    clear() {
      faults = [];
    },
  };
}
