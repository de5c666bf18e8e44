import type { Clock, RequestKey } from "#mesh/kernel";
import type { AccessEnded } from "../domain/events.ts";
import type { Erasure } from "../domain/person-erased.ts";
import type { AuthPorts } from "./ports.ts";

/** Finds what there is of a person, wherever the service keeps it. */
export interface PersonStore {
  /** Ends all access of the person and erases their account, as often as it is asked, and tells so. */
  erase(erasure: Erasure, now: Date, request?: RequestKey): Promise<readonly AccessEnded[]>;
}

interface PersonPorts extends Pick<AuthPorts, "endAccess"> {
  readonly people: PersonStore;
  readonly clock: Clock;
}

export const erasePerson =
  ({ people, endAccess, clock }: PersonPorts) =>
  async (erasure: Erasure, request: RequestKey): Promise<void> => {
    for (const ended of await people.erase(erasure, clock.now(), request)) endAccess(ended);
  };
