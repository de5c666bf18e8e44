import type { Status } from "#gen/grpc/google/rpc/status.ts";
import {
  type ProductInput,
  type UpsertedProduct,
  UpsertOutcome,
} from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { DomainError } from "#mesh/kernel";
import { toStatus } from "#mesh/rpc";
import type { ReadEntry } from "../app/batch-upsert-products.ts";
import type { RefusedEntry, Upserted, UpsertResult } from "../domain/upsert-products.ts";
import { decodeProductEntry } from "./decode.ts";

const outcomes: Readonly<Record<Upserted["outcome"], UpsertOutcome>> = {
  CREATED: UpsertOutcome.UPSERT_OUTCOME_CREATED,
  UPDATED: UpsertOutcome.UPSERT_OUTCOME_UPDATED,
  UNCHANGED: UpsertOutcome.UPSERT_OUTCOME_UNCHANGED,
};

/** The entry, or why it cannot be read: its result says so, and no other entry suffers. */
export function decodeOrRefuse(input: ProductInput): ReadEntry {
  try {
    return decodeProductEntry(input);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

export function encodeUpserted(result: UpsertResult): UpsertedProduct {
  if ("refusal" in result) {
    const outcome = UpsertOutcome.UPSERT_OUTCOME_UNSPECIFIED;
    return { productId: "", outcome, variants: [], error: encodeRefusal(result) };
  }
  const { productId, outcome, variants } = result;
  return { productId, outcome: outcomes[outcome], variants: [...variants], error: undefined };
}

/** The status that a call of its own would fail with. */
export function encodeRefusal({ refusal: { kind, domain, reason, message, ...more } }: RefusedEntry): Status {
  const { code, message: text, details } = toStatus(new DomainError(kind, domain, reason, message, more));
  return {
    code,
    message: text,
    details: details.map(({ typeUrl, value }) => ({ typeUrl, value: Buffer.from(value) })),
  };
}
