/** Runs work after all work that was given before has ended. */
export type OneAtATime = <T>(work: () => Promise<T>) => Promise<T>;

/** The part of the Web Locks API that is used. */
interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/**
 * Work of this client, and of all that share the name where there are Web Locks: the tabs of a browser, on pages with TLS
 * and on localhost.
 */
export function oneAtATime(sharedAs: string | undefined): OneAtATime {
  const locks = (globalThis as { navigator?: { locks?: Locks } }).navigator?.locks;
  return sharedAs !== undefined && locks !== undefined ? (work) => locks.request(sharedAs, work) : queue();
}

function queue(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => {
      // Its caller hears of it; the next in the queue starts whatever came of it.
    });
    return next;
  };
}
