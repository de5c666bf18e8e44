import type { Clock, Erasure, PersonStore, RequestKey } from "#mesh/kernel";
import type { AccessEnded } from "../domain/events.ts";
import type { AuthPorts } from "./ports.ts";

interface PersonPorts extends Pick<AuthPorts, "endAccess"> {
  /** Gives the access it ended. */
  readonly people: PersonStore<readonly AccessEnded[]>;
  readonly clock: Clock;
}

export const erasePerson =
  ({ people, endAccess, clock }: PersonPorts) =>
  async (erasure: Erasure, request: RequestKey): Promise<void> => {
    for (const ended of await people.erase(erasure, clock.now(), request)) endAccess(ended);
  };
