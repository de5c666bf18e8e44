import { DomainError } from "#mesh/kernel";

/** What a service answers; undefined for what it does not know (any more). */
export async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    const isGone =
      error instanceof DomainError && error.domain === "ultramarket" && error.reason === "RESOURCE_NOT_FOUND";
    if (!isGone) throw error;
    return undefined;
  }
}
