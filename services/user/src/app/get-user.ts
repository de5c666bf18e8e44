import { notFound } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import type { Profile } from "../domain/profile.ts";
import type { UserPorts } from "./ports.ts";

/** Anybody's profile. Fails with RESOURCE_NOT_FOUND if they never had one. */
export const getUser =
  ({ profiles }: UserPorts) =>
  async (userId: UserId): Promise<Profile> => {
    const profile = await profiles.find(userId);
    if (profile === undefined) throw notFound();
    return profile;
  };
