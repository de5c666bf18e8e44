import { type DescField, ScalarType } from "@bufbuild/protobuf";
import { MoneySchema } from "#gen/es/ultramarket/common/v1/money_pb.js";
import { allMessages } from "../messages.ts";
import type { Rule } from "../rule.ts";

const moneyWords = /(^|_)(amount|balance|budget|cents|cost|discount|fee|minor_units|price|revenue|subtotal|tax)s?$/;

/** Amounts of money are ultramarket.common.v1.Money and never a bare number. */
export const moneyField: Rule = function* (contracts) {
  for (const message of allMessages(contracts)) {
    if (message.typeName === MoneySchema.typeName) continue;
    for (const field of message.fields)
      if (moneyWords.test(field.name) && isNumber(field))
        yield { element: field, message: "is a bare amount of money: make it an ultramarket.common.v1.Money" };
  }
};

function isNumber({ scalar }: DescField): boolean {
  const others: readonly unknown[] = [undefined, ScalarType.BOOL, ScalarType.BYTES, ScalarType.STRING];
  return !others.includes(scalar);
}
