import type { RetailLine } from "../../online-retail/mod.ts";

/** What differs from a sale of 10 lamps at 2.55 to customer 17850; prices in pounds. */
export interface LineDetails extends Partial<Omit<RetailLine, "quantity" | "time" | "unitPrice">> {
  readonly quantity?: number;
  /** "2010-12-01 08:26". */
  readonly at?: string;
}

/** A line of a file; its price is rounded to pence as it is written, so it must not lie at a half. */
export function aLine({
  quantity = 10,
  at = "2010-12-01 08:26",
  exactPrice = "2.55",
  ...rest
}: LineDetails): RetailLine {
  return {
    line: 2,
    invoice: "536365",
    code: "85123A",
    description: "LAMP",
    customer: "17850",
    countryCode: "GB",
    kind: "sale",
    ...rest,
    quantity: BigInt(quantity),
    time: new Date(`${at.replace(" ", "T")}:00Z`),
    exactPrice,
    unitPrice: BigInt(Math.round(Number(exactPrice) * 100)),
  };
}
