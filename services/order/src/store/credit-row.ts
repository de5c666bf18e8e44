import { idFromUuid, uuidFromId } from "#mesh/kernel";
import { type Credit, type CreditLine, creditDocument } from "../domain/credit.ts";
import { fromJson, toJson } from "./order-json.ts";

/** A row of `credits`; the lines as text. */
export interface CreditRow {
  readonly credit_id: string;
  readonly user_id: string | null;
  readonly currency_code: string;
  readonly lines: string;
  readonly total: bigint;
  readonly external_reference: string;
  readonly reason: string;
  readonly created_by: string;
  readonly business_time: Date;
  readonly create_time: Date;
}

export function creditFromRow(row: CreditRow): Credit {
  return {
    creditId: idFromUuid("crd", row.credit_id),
    userId: row.user_id === null ? undefined : idFromUuid("usr", row.user_id),
    currencyCode: row.currency_code,
    lines: fromJson<readonly CreditLine[]>(row.lines),
    total: { currencyCode: row.currency_code, minorUnits: row.total },
    externalReference: row.external_reference,
    reason: row.reason,
    createdBy: idFromUuid("usr", row.created_by),
    businessTime: row.business_time,
    createTime: row.create_time,
  };
}

/** The row's values in the order of the columns, and what the audit log keeps of it. */
export function creditValues(credit: Credit): readonly unknown[] {
  return [
    uuidFromId(credit.creditId),
    credit.userId === undefined ? null : uuidFromId(credit.userId),
    credit.currencyCode,
    toJson(credit.lines),
    credit.total.minorUnits,
    credit.externalReference,
    credit.reason,
    uuidFromId(credit.createdBy),
    credit.businessTime,
    credit.createTime,
    toJson(creditDocument(credit)),
  ];
}
