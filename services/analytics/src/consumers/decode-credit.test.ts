import { noon } from "../../test/builders.ts";
import { aCredit } from "../../test/order-events.ts";
import { decodeCredit } from "./decode-credit.ts";

test("a credit counts with its lines and its total, when it was given", () => {
  const businessTime = new Date(0);
  const credit = aCredit({ businessTime });
  expect(decodeCredit(credit, noon)).toEqual({
    ...{ creditId: credit.creditId, currencyCode: "EUR", lines: 2, amount: 500n },
    ...{ businessTime, eventTime: noon },
  });
});

test.each(["businessTime", "total"])("a credit without %s is refused", (field) => {
  const refused = expect.objectContaining({ reason: "INVALID_REQUEST" });
  expect(() => decodeCredit(aCredit({ [field]: undefined }), noon)).toThrow(refused);
});
