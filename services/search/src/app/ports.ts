import type { Clock, Ids, RequestKey } from "#mesh/kernel";
import type { IndexState } from "../domain/index-state.ts";
import type { CatalogueChanges } from "../domain/indexed-product.ts";
import type { Found, ResultKey, Search, Suggestion } from "../domain/search.ts";

/** What the use cases need. */
export interface SearchPorts {
  readonly index: ProductIndex;
  readonly builds: IndexBuilds;
  readonly log: CatalogueLog;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Finds products. What is taken in is found by searches that begin afterwards. */
export interface ProductIndex {
  /** What lies after the key, `size + 1` hits at most. A key of another generation than the answer's is of no use. */
  search(search: Search, after: ResultKey | undefined, size: number): Promise<Found>;
  /** How the query may go on, likeliest first. */
  suggest(query: string, size: number): Promise<readonly Suggestion[]>;
  /** Takes in what is newer than what is there, into the index that serves and the one being built. */
  take(changes: CatalogueChanges, now: Date): Promise<void>;
}

/** A new index under construction, held by one process at a time. */
export interface Build {
  readonly generation: bigint;
  /** The log has been read up to here. */
  readonly position: bigint;
}

/** Replaces the index. */
export interface IndexBuilds {
  state(): Promise<IndexState>;
  /** Begins a new index in the language that is set. Fails with REBUILD_RUNNING. */
  begin(now: Date, request?: RequestKey): Promise<IndexState>;
  /** Takes the lease of what is being built, for a worker; undefined if there is nothing to do now, or another has it. */
  claim(owner: string, now: Date): Promise<Build | undefined>;
  /** Takes in what the log told up to `position`, of an end at `logEnd`. False if another process has the lease by now. */
  extend(owner: string, build: Build, step: BuildStep, now: Date): Promise<boolean>;
  /** Lets searches move over. False if another process has the lease by now. */
  finish(owner: string, build: Build, now: Date): Promise<boolean>;
  /** Removes an index that no search can be in any more; true if there was one. */
  clear(now: Date): Promise<boolean>;
}

export interface BuildStep {
  readonly changes: CatalogueChanges;
  readonly position: bigint;
  readonly logEnd: bigint;
}

/** Everything that ever happened to the catalogue. */
export interface CatalogueLog {
  /** What follows the position, in order, and how far that reaches. */
  read(after: bigint): Promise<BuildStep>;
}
