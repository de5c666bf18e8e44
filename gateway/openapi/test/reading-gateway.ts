import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createRegistry, type DescMethod, fromBinary, fromJson, type Message, toBinary } from "@bufbuild/protobuf";
import { createValidator } from "@bufbuild/protovalidate";
import { file_google_rpc_error_details } from "#gen/es/google/rpc/error_details_pb.js";
import type { Contracts } from "#mesh/rpc";
import { Code, createTranscoder, StatusError } from "../../transcoder/mod.ts";
import type { OpenApi } from "../mod.ts";

/** The gateway's reader and writer in front of nothing, and the requests that it understood. */
export interface ReadingGateway extends AsyncDisposable {
  readonly url: string;
  readonly read: { readonly method: DescMethod; readonly request: Message }[];
}

/** Answers each call with the example of its answer; refuses what breaks a rule of the contracts. */
export async function readingGateway(contracts: Contracts, { paths }: OpenApi): Promise<ReadingGateway> {
  const registry = createRegistry(contracts.registry, file_google_rpc_error_details);
  const rules = createValidator({ registry });
  const answers = answersOf(paths);
  const read: ReadingGateway["read"] = [];
  const { handle } = createTranscoder({
    registry,
    methods: (desc) => contracts.methods.some((one) => one.desc === desc && one.access.case !== "internal"),
    hidden: { log: () => "log" },
    upstream: {
      async unary(method, bytes) {
        const request = fromBinary(method.input, bytes);
        const { error } = rules.validate(method.input, request);
        if (error !== undefined) throw new StatusError(Code.INVALID_ARGUMENT, error.message);
        read.push({ method, request });
        const answer = fromJson(method.output, answers.get(pathOf(method)) ?? {}, { registry });
        return { message: toBinary(method.output, answer) };
      },
      stream: () => {
        throw new StatusError(Code.UNIMPLEMENTED, "none here");
      },
    },
  });
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    read,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answersOf(paths: OpenApi["paths"]) {
  const operations = Object.values(paths).flatMap((item) => Object.values(item));
  return new Map(
    operations.map((operation) => {
      const response = operation.responses["200"];
      const content = response !== undefined && "content" in response ? response.content : undefined;
      return [operation["x-rpc"], content?.["application/json"]?.example ?? {}] as const;
    }),
  );
}

function pathOf({ parent, name }: DescMethod): string {
  return `/${parent.typeName}/${name}`;
}
