import { type DescMessage, fromBinary, toJsonString } from "@bufbuild/protobuf";
import fc from "fast-check";
import { compileWireJson } from "../wire-json/compile.ts";
import { registry } from "./contract.ts";
import { randomWire } from "./random-wire.ts";

const numRuns = process.env.CONFORMANCE === "1" ? 50_000 : 1_500;

function outcome(work: () => string): string {
  try {
    return work();
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : error}`;
  }
}

const messages = ["ProbeMessage", "Book", "ListBooksResponse"].map(
  (name) => [name, registry.getMessage(`transcoder.test.v1.${name}`) as DescMessage] as const,
);

describe.each([true, false])("with fields at their default %s", (alwaysEmitImplicit) => {
  const options = { registry, alwaysEmitImplicit };

  test.each(messages)("whatever is on the wire, the JSON of %s is the library's", (_, desc) => {
    const fast = compileWireJson(desc, options);
    const slow = (bytes: Uint8Array) => toJsonString(desc, fromBinary(desc, bytes), options);
    const whole = randomWire(desc);
    const damaged = fc.tuple(whole, fc.nat(), fc.nat(255)).map(([bytes, at, to]) => {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy[at % copy.length] = to;
      return to % 2 === 0 ? copy : copy.subarray(0, at % (copy.length + 1));
    });
    const check = (bytes: Uint8Array) => {
      expect(outcome(() => fast(bytes))).toBe(outcome(() => slow(bytes)));
    };
    fc.assert(fc.property(fc.oneof(whole, damaged), check), { numRuns });
  });
});
