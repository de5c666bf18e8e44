import { AsyncLocalStorage } from "node:async_hooks";

/** The time during which the work of one transaction runs. */
export interface WorkScope {
  open: boolean;
}

const scopes = new AsyncLocalStorage<WorkScope>();

/** Runs the work of a transaction, within which no connection may be borrowed. */
export async function runInWork<T>(work: (scope: WorkScope) => Promise<T>): Promise<T> {
  const scope: WorkScope = { open: true };
  try {
    return await scopes.run(scope, work, scope);
  } finally {
    scope.open = false;
  }
}

/** An error if this code runs inside the work of a transaction. */
export function borrowingRefused(): Error | undefined {
  if (scopes.getStore()?.open !== true) return undefined;
  return new Error(
    "the work of a transaction asked for a second connection, which freezes the pool once every connection is at work: use its `tx`",
  );
}
