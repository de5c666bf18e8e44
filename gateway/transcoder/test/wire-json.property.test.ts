import {
  clone,
  createFileRegistry,
  type DescMessage,
  fromBinary,
  fromJson,
  toBinary,
  toJsonString,
} from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { compileCopy, compileWireJson } from "../wire-json/compile.ts";
import { registry } from "./contract.ts";
import { randomWire } from "./random-wire.ts";

const numRuns = process.env.CONFORMANCE === "1" ? 50_000 : 1_000;

function outcome(work: () => string): string {
  try {
    return work();
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : error}`;
  }
}

function messageOf(name: string, from = registry): DescMessage {
  return from.getMessage(`transcoder.test.v1.${name}`) as DescMessage;
}

/** ProbeMessage without its maps, which the library writes. */
function probeWithoutMaps(): DescMessage {
  const { file } = messageOf("ProbeMessage");
  const changed = clone(FileDescriptorProtoSchema, file.proto);
  for (const message of changed.messageType) {
    const isMap = (typeName: string) =>
      message.nestedType.some(({ name, options }) => options?.mapEntry === true && typeName.endsWith(`.${name}`));
    message.field = message.field.filter(({ typeName }) => !isMap(typeName));
  }
  return messageOf(
    "ProbeMessage",
    createFileRegistry(changed, (name) => registry.getFile(name)),
  );
}

const messages = [
  ["ProbeMessage", messageOf("ProbeMessage")],
  ["ProbeMessage without maps", probeWithoutMaps()],
  ["ListBooksResponse", messageOf("ListBooksResponse")],
] as const;

describe.each([true, false])("with fields at their default %s", (alwaysEmitImplicit) => {
  const options = { registry, alwaysEmitImplicit };

  test.each(messages)("whatever is on the wire, the JSON of %s is the library's", (_, desc) => {
    const fast = compileWireJson(desc, options);
    const slow = (bytes: Uint8Array) => toJsonString(desc, fromBinary(desc, bytes), options);
    const whole = randomWire(desc);
    const inOrder = whole.map((bytes) => {
      try {
        return toBinary(desc, fromBinary(desc, bytes));
      } catch {
        return bytes;
      }
    });
    const damaged = fc.tuple(whole, fc.nat(), fc.nat(255)).map(([bytes, at, to]) => {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy[at % copy.length] = to;
      return to % 2 === 0 ? copy : copy.subarray(0, at % (copy.length + 1));
    });
    const check = (bytes: Uint8Array) => {
      expect(outcome(() => fast(bytes).toString())).toBe(outcome(() => slow(bytes)));
    };
    fc.assert(fc.property(fc.oneof(whole, inOrder, inOrder, damaged), check), { numRuns });
  });
});

test("a message that is written in the order of its fields needs no library", () => {
  const desc = probeWithoutMaps();
  const json = {
    int32Value: -1,
    int64Value: "-9007199254740993",
    uint64Value: "18446744073709551615",
    boolValue: true,
    stringValue: 'a "quoted" word, \u00e9t\u00e9 and \u{1f600}',
    bytesValue: "AAECAw==",
    doubleValue: 1.5,
    maybe: 0,
    tags: ["", "two"],
    numbers: ["7", "140737488355328", "562949953421312"],
    child: { name: "one", inner: { name: "two", left: "" } },
    children: [{ size: 1 }, {}],
    timestamp: "1969-12-31T23:59:59.000000001Z",
    duration: "-1.500s",
    choiceChild: { right: "x" },
    timestamps: ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.250Z", "2024-02-29T12:00:00.000100Z"],
  };
  const bytes = toBinary(desc, fromJson(desc, json, { registry }));
  expect(JSON.parse(compileCopy(desc, { registry })(bytes).toString())).toEqual(json);
});
