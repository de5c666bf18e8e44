import type { RequestKey } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import { type Seller, setSuspended } from "../domain/seller.ts";
import type { UserPorts } from "./ports.ts";

/** Suspends a seller, or lets them go on. Fails with RESOURCE_NOT_FOUND. */
export const setSellerSuspended =
  ({ sellers, clock }: UserPorts) =>
  async (userId: UserId, suspended: boolean, request?: RequestKey): Promise<Seller> =>
    sellers.change(userId, (seller) => setSuspended(seller, suspended, clock.now()), request);
