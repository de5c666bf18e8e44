import { DomainError } from "#mesh/kernel";
import type { Adjustment } from "./stock.ts";

/** The refusal of one adjustment of a batch: its metadata has the adjustment's number, from 0, and variant besides. */
export function numbered(
  refusal: DomainError,
  index: number,
  { variantId }: Pick<Adjustment, "variantId">,
): DomainError {
  const { kind, domain, reason, message, fields, cause } = refusal;
  const metadata = { ...refusal.metadata, index: `${index}`, variant_id: variantId };
  return new DomainError(kind, domain, reason, message, { metadata, fields, cause });
}
