import type { Profile } from "../domain/profile.ts";
import type { UserPorts } from "./ports.ts";

/** The profiles of those another system calls so, in the order asked for; unknown ones are left out. */
export const batchFindUsers =
  ({ profiles }: UserPorts) =>
  async (externalReferences: readonly string[]): Promise<readonly Profile[]> => {
    const found = await profiles.findCustomers(externalReferences);
    const byReference = new Map(found.map((profile) => [profile.externalReference, profile]));
    return externalReferences.flatMap((reference) => byReference.get(reference) ?? []);
  };
