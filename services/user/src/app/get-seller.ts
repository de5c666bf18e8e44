import { isId, notFound } from "#mesh/kernel";
import type { Seller } from "../domain/seller.ts";
import type { UserPorts } from "./ports.ts";

/** The seller of this user id or slug, as everybody sees them. Fails with RESOURCE_NOT_FOUND, if they are suspended too. */
export const getSeller =
  ({ sellers }: UserPorts) =>
  async (userIdOrSlug: string): Promise<Seller> => {
    const found = await (isId("usr", userIdOrSlug) ? sellers.find(userIdOrSlug) : sellers.findBySlug(userIdOrSlug));
    if (found === undefined || found.suspended) throw notFound();
    return found;
  };
