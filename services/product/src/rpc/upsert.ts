import type { Status } from "#gen/grpc/google/rpc/status.ts";
import * as proto from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { DomainError } from "#mesh/kernel";
import { toStatus } from "#mesh/rpc";
import type { ProductEntry, Refusal, Upserted, UpsertResult } from "../domain/upsert-products.ts";
import { decodeProductEntry } from "./decode.ts";

const outcomes: Readonly<Record<Upserted["outcome"], proto.UpsertOutcome>> = {
  CREATED: proto.UpsertOutcome.UPSERT_OUTCOME_CREATED,
  UPDATED: proto.UpsertOutcome.UPSERT_OUTCOME_UPDATED,
  UNCHANGED: proto.UpsertOutcome.UPSERT_OUTCOME_UNCHANGED,
};

/** The entry, or why it cannot be read: that is told in its result and costs no other entry. */
export function decodeOrRefuse(input: proto.ProductInput): ProductEntry | DomainError {
  try {
    return decodeProductEntry(input);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

export function encodeUpserted(result: UpsertResult): proto.UpsertedProduct {
  if ("refusal" in result) {
    const outcome = proto.UpsertOutcome.UPSERT_OUTCOME_UNSPECIFIED;
    return { productId: "", outcome, variants: [], error: statusOf(result.refusal) };
  }
  const { productId, outcome, variants } = result;
  return { productId, outcome: outcomes[outcome], variants: [...variants], error: undefined };
}

/** The status a call of its own would fail with. */
function statusOf({ kind, domain, reason, message, ...details }: Refusal): Status {
  const { code, message: text, details: parts } = toStatus(new DomainError(kind, domain, reason, message, details));
  const any = parts.map(({ typeUrl, value }) => ({ typeUrl, value: Buffer.from(value) }));
  return { code, message: text, details: any };
}
