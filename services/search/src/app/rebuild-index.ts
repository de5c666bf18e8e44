import type { RequestKey } from "#mesh/kernel";
import type { IndexState } from "../domain/index-state.ts";
import type { SearchPorts } from "./ports.ts";

/** Begins a new index; a worker builds it. Fails with REBUILD_RUNNING. */
export const rebuildIndex =
  ({ builds, clock }: SearchPorts) =>
  (request?: RequestKey): Promise<IndexState> =>
    builds.begin(clock.now(), request);
