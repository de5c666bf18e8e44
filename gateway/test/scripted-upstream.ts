import { create, fromBinary, type MessageInitShape, type MessageShape, toBinary } from "@bufbuild/protobuf";
import * as echo from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import type { CallOptions, Channel } from "#mesh/rpc";

type Unary<I, O> = (request: I, options: CallOptions) => O | Promise<O>;

/** What the service behind the gateway does; everything else echoes. */
export interface Script {
  echo?: Unary<MessageShape<typeof echo.EchoRequestSchema>, MessageInitShape<typeof echo.EchoResponseSchema>>;
  write?: Unary<MessageShape<typeof echo.WriteRequestSchema>, MessageInitShape<typeof echo.WriteResponseSchema>>;
  repeat?: (
    request: MessageShape<typeof echo.RepeatRequestSchema>,
    options: CallOptions,
  ) => AsyncIterable<MessageInitShape<typeof echo.RepeatResponseSchema>>;
}

/** A service in memory, and the calls that reached it. */
export interface ScriptedUpstream extends Channel {
  readonly calls: { readonly path: string; readonly options: CallOptions }[];
}

const service = "/ultramarket.testing.v1.EchoService/";

export function scriptedUpstream(script: Script = {}): ScriptedUpstream {
  const calls: ScriptedUpstream["calls"] = [];
  return {
    calls,
    close: () => Promise.resolve(),
    async unary(path, request, options) {
      calls.push({ path, options });
      return unary(path, request, options, script);
    },
    async *stream(path, requests, options) {
      calls.push({ path, options });
      yield* stream(path, requests, options, script);
    },
  };
}

async function unary(path: string, bytes: Uint8Array, options: CallOptions, script: Script): Promise<Uint8Array> {
  switch (path.slice(service.length)) {
    case "Echo": {
      const request = fromBinary(echo.EchoRequestSchema, bytes);
      const answer = (await script.echo?.(request, options)) ?? { message: request.message };
      return toBinary(echo.EchoResponseSchema, create(echo.EchoResponseSchema, answer));
    }
    case "Write": {
      const request = fromBinary(echo.WriteRequestSchema, bytes);
      const answer = (await script.write?.(request, options)) ?? { message: request.message, effects: 2n ** 60n };
      return toBinary(echo.WriteResponseSchema, create(echo.WriteResponseSchema, answer));
    }
    case "GetNote": {
      const { noteId } = fromBinary(echo.GetNoteRequestSchema, bytes);
      const answer = { note: { noteId, userId: "usr_1", email: "" } };
      return toBinary(echo.GetNoteResponseSchema, create(echo.GetNoteResponseSchema, answer));
    }
    default:
      throw new Error(`${path} was called`);
  }
}

async function* stream(
  path: string,
  requests: AsyncIterable<Uint8Array>,
  options: CallOptions,
  script: Script,
): AsyncGenerator<Uint8Array, void> {
  switch (path.slice(service.length)) {
    case "Repeat":
      for await (const bytes of requests) yield* repeat(bytes, options, script);
      return;
    case "Collect": {
      const messages: string[] = [];
      for await (const bytes of requests) messages.push(fromBinary(echo.CollectRequestSchema, bytes).message);
      yield toBinary(echo.CollectResponseSchema, create(echo.CollectResponseSchema, { messages }));
      return;
    }
    case "Converse":
      for await (const bytes of requests) {
        const { message } = fromBinary(echo.ConverseRequestSchema, bytes);
        yield toBinary(echo.ConverseResponseSchema, create(echo.ConverseResponseSchema, { message }));
      }
      return;
    default:
      throw new Error(`${path} was called`);
  }
}

async function* repeat(bytes: Uint8Array, options: CallOptions, script: Script): AsyncGenerator<Uint8Array, void> {
  const request = fromBinary(echo.RepeatRequestSchema, bytes);
  const answers = script.repeat?.(request, options) ?? times(request.count, { message: request.message });
  for await (const answer of answers) {
    yield toBinary(echo.RepeatResponseSchema, create(echo.RepeatResponseSchema, answer));
  }
}

async function* times<T>(count: number, item: T): AsyncGenerator<T, void> {
  for (let index = 0; index < count; index++) yield item;
}
