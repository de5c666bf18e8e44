import type { Exit } from "./unit.ts";

/** What happens to a unit, as it happens; times in milliseconds. */
export type UnitEvent =
  | { readonly type: "starting"; readonly name: string }
  | {
      readonly type: "ready";
      readonly name: string;
      readonly pid: number;
      readonly ms: number;
      readonly restarts: number;
    }
  | { readonly type: "exited"; readonly name: string; readonly pid: number; readonly exit: Exit }
  | { readonly type: "failed"; readonly name: string; readonly error: unknown }
  | { readonly type: "waiting"; readonly name: string; readonly ms: number }
  | { readonly type: "held"; readonly name: string }
  | { readonly type: "stopping"; readonly name: string }
  | { readonly type: "stopped"; readonly name: string };

/** Where a unit stands. */
export interface UnitState {
  readonly name: string;
  /** The type of its last event. */
  readonly state: UnitEvent["type"];
  readonly pid: number | undefined;
  readonly restarts: number;
  /** What it told when it became ready. */
  readonly details: object;
}
