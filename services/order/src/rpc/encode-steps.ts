import * as proto from "#gen/grpc/ultramarket/pricing/v1/quote.ts";
import type { PriceStep, PriceStepKind } from "../domain/quote.ts";

/** The reasons of a price as pricing's contract has them. */
export function encodeSteps(steps: readonly PriceStep[]): proto.PriceStep[] {
  return steps.map((step) => ({ ...step, kind: kinds[step.kind] }));
}

const kinds: Readonly<Record<PriceStepKind, proto.PriceStepKind>> = {
  LIST_PRICE: proto.PriceStepKind.PRICE_STEP_KIND_LIST_PRICE,
  MANUAL_PRICE: proto.PriceStepKind.PRICE_STEP_KIND_MANUAL_PRICE,
  PROMOTION: proto.PriceStepKind.PRICE_STEP_KIND_PROMOTION,
  SHIPPING: proto.PriceStepKind.PRICE_STEP_KIND_SHIPPING,
  TAX: proto.PriceStepKind.PRICE_STEP_KIND_TAX,
};
