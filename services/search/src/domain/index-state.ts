import type { DomainEvent } from "#mesh/kernel";

/** The index that serves searches, and the one that is being built, if any. */
export interface IndexState {
  readonly generation: bigint;
  readonly productCount: bigint;
  readonly updateTime: Date;
  readonly building: Building | undefined;
}

export interface Building {
  readonly generation: bigint;
  /** Events of the log behind it, and those the log had when it was last read. */
  readonly eventsRead: bigint;
  readonly eventsTotal: bigint;
}

export interface IndexRebuilt extends DomainEvent {
  readonly type: "IndexRebuilt";
  readonly generation: bigint;
  readonly productCount: bigint;
}

export function indexRebuilt(generation: bigint, productCount: bigint): IndexRebuilt {
  return { type: "IndexRebuilt", key: "index", version: Number(generation), generation, productCount };
}
