import type { Caller } from "#mesh/kernel";
import { emptyProfile, type Profile } from "../domain/profile.ts";
import type { UserPorts } from "./ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** The caller's profile, an empty one if nothing was ever said. */
export const getMyProfile =
  ({ profiles }: UserPorts) =>
  async (caller: Caller): Promise<Profile> => {
    const userId = signedInUser(caller);
    return (await profiles.find(userId)) ?? emptyProfile(userId);
  };
