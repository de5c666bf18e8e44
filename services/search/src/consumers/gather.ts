/**
 * Lets calls that come while one is under way be done together by the next. If those fail together, each is tried alone,
 * so that one that cannot be done fails alone.
 */
export function gather<T>(work: (items: readonly T[]) => Promise<void>): (item: T) => Promise<void> {
  let waiting: Waiting<T>[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const taken = waiting;
      waiting = [];
      await settle(taken, work);
    }
    running = false;
  }

  return (item) => {
    const done = Promise.withResolvers<void>();
    waiting.push({ item, ...done });
    if (!running) void run();
    return done.promise;
  };
}

interface Waiting<T> extends PromiseWithResolvers<void> {
  readonly item: T;
}

async function settle<T>(taken: readonly Waiting<T>[], work: (items: readonly T[]) => Promise<void>): Promise<void> {
  try {
    await work(taken.map(({ item }) => item));
    for (const { resolve } of taken) resolve();
  } catch (error) {
    if (taken.length === 1) taken[0]?.reject(error);
    else for (const one of taken) await settle([one], work);
  }
}
