import type { Fields } from "./parcel.ts";
import type { Answer, ParcelStore } from "./store.ts";

/** What a route works with. */
export interface Context {
  readonly store: ParcelStore;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Where the server is. */
  url(): string;
  /** How long a parcel stays in each stage; 0 if it moves by hand alone. */
  readonly stageMs: number;
  /** Keys of requests under way, with their ends. */
  readonly inUse: Map<string, Promise<void>>;
}

export interface RouteRequest {
  readonly body: Fields;
  readonly query: URLSearchParams;
  /** What the path names, such as a tracking number. */
  readonly id: string;
  readonly idempotencyKey: string;
}

export type Route = (context: Context, request: RouteRequest) => Answer | Promise<Answer>;

export const ok = (body: object): Answer => ({ status: 200, body });
