import { DomainError } from "#mesh/kernel";
import { refuse } from "../domain/errors.ts";

/** True if the provider did not answer, so that it is not known what it did. */
export function isProviderSilent(error: unknown): boolean {
  return error instanceof DomainError && error.domain === refuse.domain && error.reason === "PROVIDER_UNAVAILABLE";
}
