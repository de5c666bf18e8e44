import { notFound } from "#mesh/kernel";
import type { Credit, CreditId } from "../domain/credit.ts";
import type { CreditPorts } from "./ports/credits.ts";

/** Fails with RESOURCE_NOT_FOUND. */
export const getCredit =
  ({ credits }: CreditPorts) =>
  async (creditId: CreditId): Promise<Credit> => {
    const credit = await credits.find(creditId);
    if (credit === undefined) throw notFound();
    return credit;
  };
