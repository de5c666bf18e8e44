/** Starts services, alone or together, and ends them in good order. */
export {
  type AnyService,
  defineService,
  type RunningService,
  type Service,
  type ServiceContext,
  type ServiceProcess,
} from "./define-service.ts";
export { serviceOf } from "./directory.ts";
export { type Host, type HostOptions, startHost } from "./host.ts";
export type { Readiness } from "./readiness.ts";
export { run } from "./run.ts";
export { meshConfig } from "./settings.ts";
export type { Worker } from "./workers.ts";
