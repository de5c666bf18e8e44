import fc from "fast-check";
import type { RetailLine } from "../../online-retail/mod.ts";
import { aLine } from "../test/retail-lines.ts";
import { createMatcher, type Taken } from "./match-cancellations.ts";

interface Happening {
  readonly customer: string;
  readonly code: string;
  readonly units: number;
  readonly isSale: boolean;
}

const happenings = fc.array(
  fc.record<Happening>({
    customer: fc.constantFrom("1", "2", ""),
    code: fc.constantFrom("A", "B"),
    units: fc.integer({ min: 1, max: 5 }),
    isSale: fc.boolean(),
  }),
  { maxLength: 60 },
);

/** Takes unit by unit from a list of all units that were sold and not taken. */
function unitByUnit(lines: readonly RetailLine[]): readonly (readonly Taken[] | undefined)[] {
  const units: { readonly line: RetailLine }[] = [];
  return lines.map((line) => {
    if (line.kind === "sale") {
      for (let unit = 0n; unit < line.quantity; unit += 1n) units.push({ line });
      return undefined;
    }
    const fitting = units.filter(({ line: sold }) => sold.customer === line.customer && sold.code === line.code);
    const taken = fitting.toReversed().slice(0, Number(-line.quantity));
    if (line.customer === "" || taken.length < Number(-line.quantity)) return undefined;
    for (const unit of taken) units.splice(units.indexOf(unit), 1);
    const invoices = Map.groupBy(taken, ({ line: sold }) => sold.invoice);
    return [...invoices].map(([invoice, found]) => ({ invoice, quantity: BigInt(found.length) }));
  });
}

function lineOf({ customer, code, units, isSale }: Happening, place: number): RetailLine {
  return isSale
    ? aLine({ invoice: `${place}`, customer, code, quantity: units })
    : aLine({ invoice: `C${place}`, kind: "cancellation", customer, code, quantity: -units });
}

test("whatever is sold and cancelled, it takes what taking unit by unit takes", () => {
  fc.assert(
    fc.property(happenings, (all) => {
      const lines = all.map(lineOf);
      const matcher = createMatcher();
      const taken = lines.map((line) => (line.kind === "sale" ? matcher.sell(line) : matcher.take(line)));
      expect(taken).toEqual(unitByUnit(lines));
    }),
  );
});
