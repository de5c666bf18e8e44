import { DomainError } from "#mesh/kernel";

/** Does as clients do: begins again while the service says that it does not answer, as under a load it has no room for. */
export async function insistently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError) || error.reason !== "SERVICE_UNAVAILABLE") throw error;
    }
  }
}
