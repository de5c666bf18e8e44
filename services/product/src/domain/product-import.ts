import type { RefusedEntry, UpsertResult } from "./upsert-products.ts";

/** How far an import is. */
export interface ImportProgress {
  readonly importId: string;
  /** The rows that are done: the number of the next one. */
  readonly nextRow: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Of the first that were refused. */
  readonly errors: readonly RowError[];
  readonly updateTime: Date;
}

export interface RowError extends RefusedEntry {
  readonly row: number;
}

const mostErrors = 100;

export function newImport(importId: string, now: Date): ImportProgress {
  const none = { created: 0, updated: 0, unchanged: 0, refused: 0, errors: [] };
  return { importId, nextRow: 0, ...none, updateTime: now };
}

/** The progress with what came of its next rows. */
export function advance(progress: ImportProgress, results: readonly UpsertResult[], now: Date): ImportProgress {
  const count = (outcome: string) =>
    results.filter((result) => ("refusal" in result ? "REFUSED" : result.outcome) === outcome).length;
  const errors = results.flatMap((result, index): RowError[] =>
    "refusal" in result ? [{ row: progress.nextRow + index, refusal: result.refusal }] : [],
  );
  return {
    importId: progress.importId,
    nextRow: progress.nextRow + results.length,
    created: progress.created + count("CREATED"),
    updated: progress.updated + count("UPDATED"),
    unchanged: progress.unchanged + count("UNCHANGED"),
    refused: progress.refused + count("REFUSED"),
    errors: [...progress.errors, ...errors].slice(0, mostErrors),
    updateTime: now,
  };
}
