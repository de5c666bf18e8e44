import type { DescMessage, DescMethodServerStreaming, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { create } from "@bufbuild/protobuf";
import { toMarketError } from "../errors/to-market-error.ts";
import { type Attempt, attempts, type Calling } from "./attempts.ts";
import type { CallOptions } from "./call-options.ts";

/**
 * Calls a method that answers many times. Breaking out of the loop ends the call on the server too. Attempts are
 * repeated up to the first answer, never after it. Throws MarketError.
 */
export async function* streamCall<I extends DescMessage, O extends DescMessage>(
  calling: Calling,
  method: DescMethodServerStreaming<I, O>,
  request: MessageInitShape<I>,
  timeoutMs: number,
  options: CallOptions = {},
): AsyncGenerator<MessageShape<O>, void> {
  const left = new AbortController();
  const signal = options.signal === undefined ? left.signal : AbortSignal.any([left.signal, options.signal]);
  const message = create(method.input, request) as MessageInitShape<I>;
  const open: Attempt<Opened<MessageShape<O>>> = async (headers, leftMs) => {
    const answer = await calling.transport.stream(method, signal, leftMs, headers, once(message));
    const answers = answer.message[Symbol.asyncIterator]();
    return { answers, first: await answers.next() };
  };
  let opened: Opened<MessageShape<O>> | undefined;
  try {
    opened = await attempts(calling, method, options.timeoutMs ?? timeoutMs, options, open);
    for (let step = opened.first; !step.done; step = await opened.answers.next()) yield step.value;
  } catch (thrown) {
    throw toMarketError(thrown, method);
  } finally {
    left.abort();
    await opened?.answers.next().catch(ended);
  }
}

/** The transport clears its timer only when it is asked for an answer after the abort, and refuses it. */
const ended = () => undefined;

interface Opened<T> {
  readonly answers: AsyncIterator<T>;
  readonly first: IteratorResult<T>;
}

async function* once<T>(item: T): AsyncGenerator<T, void> {
  yield item;
}
