import type { Clock, RequestKey } from "#mesh/kernel";
import type { Erasure } from "../domain/person-erased.ts";

/** Finds what there is of a person, wherever the service keeps it. */
export interface PersonStore {
  /** Erases it, as often as it is asked, and tells so. What must be kept loses all that is personal but the user id. */
  erase(erasure: Erasure, now: Date, request?: RequestKey): Promise<void>;
}

export const erasePerson =
  ({ people, clock }: { readonly people: PersonStore; readonly clock: Clock }) =>
  (erasure: Erasure, request: RequestKey): Promise<void> =>
    people.erase(erasure, clock.now(), request);
