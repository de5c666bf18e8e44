/** Owns the processes of one machine: starts, watches, restarts and stops them, PostgreSQL among them. */
export { type Backoff, defaultBackoff } from "./backoff.ts";
export { holdUnit, releaseUnit } from "./held.ts";
export type { Rotation } from "./log-file.ts";
export { nodeProcess, type ProcessSpec } from "./node-process.ts";
export { type PostgresUnit, postgresUnit } from "./postgres-unit.ts";
export { type ProcessIdentity, type RunFile, type RunningUnit, readRunFile, stillRuns } from "./run-file.ts";
export { runSupervised, type Supervised } from "./run-supervised.ts";
export { stopRunning } from "./stop-running.ts";
export { announceReady, type StopReason, type SuperviseMe, superviseMe } from "./supervise-me.ts";
export { type Supervisor, type SupervisorOptions, startSupervisor } from "./supervisor.ts";
export { SupervisorError, type SupervisorReason } from "./supervisor-error.ts";
export type { Exit, Running, Unit } from "./unit.ts";
export type { UnitEvent, UnitState } from "./unit-event.ts";
