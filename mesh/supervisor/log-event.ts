import type { Logger } from "#mesh/kernel";
import { describeExit } from "./unit.ts";
import type { UnitEvent } from "./unit-event.ts";

/** One log entry for what happened to a unit. */
export function logEvent(log: Logger, event: UnitEvent): void {
  const { type, ...fields } = event;
  if (event.type === "exited") log.warn("a process ended by itself", { ...fields, exit: describeExit(event.exit) });
  else if (event.type === "failed") log.warn("a process did not start", { ...fields, error: String(event.error) });
  else log.info(`process ${type}`, fields);
}
