import { refuse } from "../domain/errors.ts";

/** What the work gives, or PROVIDER_UNAVAILABLE after so long; what it gives later is nobody's any more. */
export async function inTime<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(refuse("PROVIDER_UNAVAILABLE")), ms);
  });
  try {
    return await Promise.race([work(over.signal), late]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}
