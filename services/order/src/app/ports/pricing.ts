import type { Purchase, Quote } from "../../domain/quote.ts";

/** Says what purchases cost. */
export interface Pricing {
  /** Fails with SERVICE_UNAVAILABLE. */
  quote(purchase: Purchase): Promise<Quote>;
}
