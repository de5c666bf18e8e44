import { create, fromJson, type JsonObject, toJson } from "@bufbuild/protobuf";
import { type Any, anyPack } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { Code } from "#gen/es/google/rpc/code_pb.js";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  LocalizedMessageSchema,
  PreconditionFailureSchema,
} from "#gen/es/google/rpc/error_details_pb.js";
import { refuse } from "#mesh/kernel";
import { type Channel, RpcError } from "#mesh/rpc";
import { jsonOptions, type Outcome } from "./logical-call.ts";
import { probe, probeContracts } from "./probe-contract.ts";
import { randomJson } from "./random-json.ts";
import { limits, testGateway } from "./test-gateway.ts";
import { ways } from "./ways.ts";

const isLong = process.env.CONFORMANCE === "1";
const numRuns = isLong ? 5_000 : 200;
const patience = isLong ? 900_000 : 60_000;

/** A service that sends back the bytes it gets, or fails as it is told. */
function echoing(failure: () => RpcError | undefined): Channel {
  return {
    close: () => Promise.resolve(),
    async unary(_, request) {
      const error = failure();
      if (error !== undefined) throw error;
      return request;
    },
    stream() {
      throw new Error("nobody streams here");
    },
  };
}

function openGateway(failure: () => RpcError | undefined = () => undefined) {
  const channel = echoing(failure);
  const roomy = { ...limits, headerBytes: 64 * 1024 };
  return testGateway({}, { contracts: probeContracts, channelFor: () => channel, limits: roomy });
}

async function sendByEveryWay(url: string, request: JsonObject): Promise<Record<string, Outcome>> {
  const calls = Object.entries(ways).map(async ([name, way]) => [name, await way(url, { method: "probe", request })]);
  return Object.fromEntries(await Promise.all(calls));
}

const sameForAll = (outcome: unknown) => Object.fromEntries(Object.keys(ways).map((name) => [name, outcome]));

test(
  "whatever the message, every protocol carries it there and back",
  async () => {
    await using gateway = await openGateway();
    const messages = randomJson(probe.input).map((json) => json as JsonObject);
    const carried = fc.asyncProperty(messages, async (request) => {
      const message = fromJson(probe.input, request, jsonOptions);
      const answer = toJson(probe.input, message, jsonOptions);
      expect(await sendByEveryWay(gateway.url, request)).toEqual(sameForAll({ answer }));
    });
    await fc.assert(carried, { numRuns });
  },
  patience,
);

const text = fc.string({ unit: "binary", maxLength: 20 });
/** Every error names its log entry, so that hidden ones can be compared. */
const reason = text.map((value) =>
  anyPack(ErrorInfoSchema, create(ErrorInfoSchema, { reason: value, metadata: { log_id: "log-1" } })),
);
const detail: fc.Arbitrary<Any> = fc.oneof(
  text.map((field) =>
    anyPack(BadRequestSchema, create(BadRequestSchema, { fieldViolations: [{ field, description: "is wrong" }] })),
  ),
  text.map((message) => anyPack(LocalizedMessageSchema, create(LocalizedMessageSchema, { locale: "de", message }))),
  text.map((subject) =>
    anyPack(PreconditionFailureSchema, create(PreconditionFailureSchema, { violations: [{ type: "T", subject }] })),
  ),
);
const codes = Object.values(Code).filter((code): code is Code => typeof code === "number" && code !== Code.OK);
const hidden: readonly Code[] = [Code.UNKNOWN, Code.INTERNAL, Code.DATA_LOSS];

test(
  "whatever the error, every protocol tells the same code, text and details",
  async () => {
    let failure: RpcError | undefined;
    await using gateway = await openGateway(() => failure);
    const errors = fc.tuple(fc.constantFrom(...codes), text, reason, fc.array(detail, { maxLength: 3 }));
    const told = fc.asyncProperty(errors, async ([code, message, info, details]) => {
      failure = new RpcError(code, message, [info, ...details]);
      const outcomes = await sendByEveryWay(gateway.url, {});
      expect(outcomes).toEqual(sameForAll(outcomes.REST));
      const shown = hidden.includes(code) ? refuse("INTERNAL_FAILURE").message : message;
      expect(outcomes.REST).toMatchObject({ error: { code, message: shown } });
    });
    await fc.assert(told, { numRuns });
  },
  patience,
);
