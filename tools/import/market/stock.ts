import { create, fromJson, type MessageInitShape, toJson } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import {
  BatchAdjustStockRequestSchema,
  InventoryService,
  type StockAdjustmentSchema,
} from "#gen/es/ultramarket/inventory/v1/inventory_service_pb.js";
import type { Journal } from "../journal/journal.ts";
import { requestIdOf } from "./request-id.ts";

export type Adjustment = MessageInitShape<typeof StockAdjustmentSchema> & { readonly variantId: string };

/** A movement the market refuses, and why. */
export interface RefusedAdjustment {
  readonly adjustment: Adjustment;
  readonly reason: string;
}

export interface Stock {
  readonly onHand: bigint;
  readonly available: bigint;
}

/** What the market holds of every variant that ever had stock, by its id. */
export async function readStock(transport: Transport): Promise<Map<string, Stock>> {
  const { listStock } = createClient(InventoryService, transport);
  const found = new Map<string, Stock>();
  for (let pageToken = ""; ; ) {
    const page = await listStock({ pageSize: 500, pageToken });
    for (const { variantId, onHand, available } of page.stock) found.set(variantId, { onHand, available });
    if (page.nextPageToken === "") return found;
    pageToken = page.nextPageToken;
  }
}

/**
 * Makes up to 500 movements, each variant at most once; answers with those that are refused, the others are made. They
 * are noted in the journal before they are sent: who is killed here makes them once all the same.
 */
export async function adjustStock(
  transport: Transport,
  journal: Journal,
  adjustments: readonly Adjustment[],
): Promise<readonly RefusedAdjustment[]> {
  const left = [...adjustments];
  const refused: RefusedAdjustment[] = [];
  while (left.length > 0) {
    const found = await sendNoted(transport, journal, left);
    if (found === undefined) break;
    const [adjustment] = left.splice(found.index, 1);
    if (adjustment !== undefined) refused.push({ adjustment, reason: found.reason });
  }
  return refused;
}

async function sendNoted(transport: Transport, journal: Journal, adjustments: readonly Adjustment[]) {
  const request = create(BatchAdjustStockRequestSchema, { adjustments: [...adjustments] });
  request.requestId = requestIdOf(journal.state().runId, BatchAdjustStockRequestSchema, request);
  await journal.save({ pending: toJson(BatchAdjustStockRequestSchema, request) });
  const refusal = await refusalOf(createClient(InventoryService, transport).batchAdjustStock(request));
  await journal.save({ pending: undefined });
  return refusal;
}

/** Undefined if all were made; else which of them is refused, and why. */
async function refusalOf(answer: Promise<unknown>): Promise<{ index: number; reason: string } | undefined> {
  try {
    await answer;
    return undefined;
  } catch (cause) {
    const error = ConnectError.from(cause);
    const index = error.findDetails(ErrorInfoSchema).map(({ metadata }) => Number(metadata.index ?? "-1"))[0] ?? -1;
    if (!(index >= 0) || error.code === Code.InvalidArgument) throw cause;
    return { index, reason: error.rawMessage };
  }
}

/** Sends again what a run that was killed may have sent, so that stock read afterwards counts it. */
export async function settlePending(transport: Transport, journal: Journal): Promise<void> {
  const { pending } = journal.state();
  if (pending === undefined) return;
  const request = fromJson(BatchAdjustStockRequestSchema, pending);
  await refusalOf(createClient(InventoryService, transport).batchAdjustStock(request));
  await journal.save({ pending: undefined });
}
