import type { UserId } from "../domain/ids.ts";
import type { Person } from "../domain/person.ts";
import type { UserPorts } from "./ports.ts";

/** The profile and the default addresses, empty ones if there are none. */
export const readUser =
  ({ profiles }: UserPorts) =>
  (userId: UserId): Promise<Person> =>
    profiles.read(userId);
