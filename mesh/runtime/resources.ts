/** Something that holds on to a connection, a file or a timer. */
export interface Closable {
  close(): Promise<void>;
}

/** Closes what it owns, last first. */
export interface Resources extends Closable {
  own<T extends Closable>(resource: T): T;
}

export function createResources(): Resources {
  const owned: Closable[] = [];
  return {
    own(resource) {
      owned.push(resource);
      return resource;
    },
    async close() {
      const failures: unknown[] = [];
      for (let resource = owned.pop(); resource !== undefined; resource = owned.pop()) {
        await resource.close().catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw new AggregateError(failures, "some resources did not close");
    },
  };
}
