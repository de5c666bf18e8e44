import { type DescMessage, fromJsonString, type Registry, toBinary } from "@bufbuild/protobuf";
import { codeToHttpStatus, errorToJsonBytes } from "@connectrpc/connect/protocol-connect";
import { compileWireJson } from "../../../transcoder/mod.ts";
import { appendHeaders } from "../carry-headers.ts";
import { toConnectError } from "../connect-error.ts";
import type { EdgeError } from "../edge-error.ts";
import { headerOf } from "../http.ts";
import { answerCoding, compressed } from "./answer-coding.ts";
import { checked } from "./read-message.ts";
import type { UnaryExchange, UnaryForm } from "./unary-form.ts";

const json = "application/json";

/** Connect's unary calls in Protobuf (https://connectrpc.com/docs/protocol). */
export const connectBinary: UnaryForm = {
  read: (body, { desc }) => checked(desc.input, body),
  answer: (exchange, message) => send(exchange, 200, "application/proto", message),
  refuse,
};

/** Connect's unary calls in JSON. The registry resolves google.protobuf.Any. */
export function connectJson(registry: Registry): UnaryForm {
  const options = { registry, ignoreUnknownFields: true };
  const writers = new Map<DescMessage, (bytes: Uint8Array) => Uint8Array>();
  const writerOf = (desc: DescMessage) => {
    const writer = writers.get(desc) ?? compileWireJson(desc, { registry });
    writers.set(desc, writer);
    return writer;
  };
  return {
    read(body, { desc }) {
      try {
        return toBinary(desc.input, fromJsonString(desc.input, body.toString(), options));
      } catch {
        return undefined;
      }
    },
    answer(exchange, message, { desc }) {
      return send(exchange, 200, json, writerOf(desc.output)(message));
    },
    refuse,
  };
}

function refuse(exchange: UnaryExchange, error: EdgeError): Promise<void> {
  for (const [name, value] of Object.entries(error.headers)) exchange.response.setHeader(name, value);
  const told = toConnectError(error);
  return send(exchange, codeToHttpStatus(told.code), json, errorToJsonBytes(told, undefined));
}

async function send(
  { response, headers, told, mark }: UnaryExchange,
  status: number,
  type: string,
  bytes: Uint8Array,
): Promise<void> {
  if (status === 200 && mark?.(bytes) === true) {
    response.statusCode = 304;
    response.end();
    return;
  }
  const coding = answerCoding(headerOf(headers, "accept-encoding"));
  const short = await compressed(coding, bytes);
  if (coding !== undefined && short !== undefined) response.setHeader("content-encoding", coding.name);
  const body = short ?? bytes;
  if (told !== undefined) {
    appendHeaders(response, told.headers);
    appendHeaders(
      response,
      told.trailers.map(([name, value]) => [`trailer-${name}`, value]),
    );
  }
  response.statusCode = status;
  response.setHeader("content-type", type);
  response.setHeader("content-length", body.length);
  response.end(body);
}
