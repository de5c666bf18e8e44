import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { attempts, type Calling } from "./attempts.ts";
import type { CallOptions } from "./call-options.ts";
import { keyedRequest } from "./request-id.ts";

/** Calls a method that answers once. Rejects with MarketError. */
export async function unaryCall<I extends DescMessage, O extends DescMessage>(
  calling: Calling,
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
  timeoutMs: number,
  options: CallOptions = {},
): Promise<MessageShape<O>> {
  const message = keyedRequest(method, request);
  const { transport } = calling;
  const answer = await attempts(calling, method, options.timeoutMs ?? timeoutMs, options, (headers, leftMs) =>
    transport.unary(method, options.signal, leftMs, headers, message as MessageInitShape<I>),
  );
  return answer.message;
}
