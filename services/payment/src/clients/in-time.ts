import { refuse } from "../domain/errors.ts";

/** The request's answer, or PROVIDER_UNAVAILABLE after so long; what it answers later is nobody's any more. */
export async function inTime<T>(request: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(refuse("PROVIDER_UNAVAILABLE")), Math.max(0, ms));
  });
  try {
    return await Promise.race([request, late]);
  } finally {
    clearTimeout(timer);
  }
}
