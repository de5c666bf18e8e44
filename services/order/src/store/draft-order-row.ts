import { type Id, idFromUuid, type Money, uuidFromId } from "#mesh/kernel";
import type { Address } from "../domain/address.ts";
import type { DraftOrder, DraftOrderLine, DraftOrderState } from "../domain/draft-order.ts";
import type { Quote } from "../domain/quote.ts";
import { fromJson, toJson } from "./order-json.ts";

/** A row of `draft_orders`; JSON columns as text. */
export interface DraftOrderRow {
  readonly draft_order_id: string;
  readonly state: string;
  readonly user_id: string | null;
  readonly currency_code: string;
  readonly content: string;
  readonly lines: string;
  readonly quote: string;
  readonly business_time: Date | null;
  readonly created_by: string;
  readonly placing_order_id: string | null;
  readonly order_id: string | null;
  readonly create_time: Date;
  readonly update_time: Date;
}

interface DraftOrderContent {
  readonly email: string;
  readonly shippingAddress?: Address;
  readonly billingAddress?: Address;
  readonly shippingPrice?: Money;
  readonly reason: string;
  /** Absent of drafts from before there were any. */
  readonly externalReference?: string;
}

/** `nonStock` is absent of lines from before there were any. */
type DraftOrderLineJson = Omit<DraftOrderLine, "nonStock"> & Partial<DraftOrderLine>;

/** `redemptions` is absent of quotes from before there were any. */
type QuoteJson = Omit<Quote, "redemptions"> & Partial<Quote>;

export function draftOrderFromRow(row: DraftOrderRow): DraftOrder {
  return {
    externalReference: "",
    ...fromJson<DraftOrderContent>(row.content),
    draftOrderId: idFromUuid("drf", row.draft_order_id),
    state: row.state as DraftOrderState,
    userId: optionalId("usr", row.user_id),
    currencyCode: row.currency_code,
    lines: fromJson<readonly DraftOrderLineJson[]>(row.lines).map((line) => ({ nonStock: false, ...line })),
    quote: { redemptions: [], ...fromJson<QuoteJson>(row.quote) },
    businessTime: row.business_time ?? undefined,
    createdBy: idFromUuid("usr", row.created_by),
    placingOrderId: optionalId("ord", row.placing_order_id),
    orderId: optionalId("ord", row.order_id),
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** The row's values in the order of the columns. */
export function draftOrderValues(draft: DraftOrder): readonly unknown[] {
  const { email, shippingAddress, billingAddress, shippingPrice, reason, externalReference } = draft;
  return [
    uuidFromId(draft.draftOrderId),
    draft.state,
    optionalUuid(draft.userId),
    draft.currencyCode,
    toJson({ email, shippingAddress, billingAddress, shippingPrice, reason, externalReference }),
    toJson(draft.lines),
    toJson(draft.quote),
    draft.businessTime ?? null,
    uuidFromId(draft.createdBy),
    optionalUuid(draft.placingOrderId),
    optionalUuid(draft.orderId),
    draft.createTime,
    draft.updateTime,
  ];
}

function optionalId<Prefix extends string>(prefix: Prefix, uuid: string | null): Id<Prefix> | undefined {
  return uuid === null ? undefined : idFromUuid(prefix, uuid);
}

function optionalUuid(id: string | undefined): string | null {
  return id === undefined ? null : uuidFromId(id);
}
