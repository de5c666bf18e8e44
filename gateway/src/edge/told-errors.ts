const told = new WeakSet<object>();

/** Notes that a service or the edge told this error; those of the Connect library itself are about the client's bytes. */
export function markTold<T extends object>(error: T): T {
  told.add(error);
  return error;
}

export function isTold(error: object): boolean {
  return told.has(error);
}
