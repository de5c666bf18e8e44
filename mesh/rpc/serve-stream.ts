import { invalid, refuse, runInCall } from "#mesh/kernel";
import type { Plan } from "./plan.ts";
import { isValidateOnly, requestKeyOf } from "./request-key.ts";
import type { ServedCall } from "./served-call.ts";
import { type Arrival, admit, failed, openCall, readMessage, writeMessage } from "./serving.ts";

/** Any number of messages for any number of messages; each answer is asked for when the one before it was taken. */
export async function* serveStream(
  arrival: Arrival,
  requests: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  const { plan, observation } = arrival;
  let call: ServedCall | undefined;
  let isAbandoned = true;
  try {
    if (plan === undefined) throw refuse("METHOD_UNKNOWN");
    call = openCall(plan, arrival);
    yield* work(plan, call, requests, arrival);
    isAbandoned = false;
    observation.end({ code: 0, reason: "", call });
  } catch (error) {
    isAbandoned = false;
    throw failed(error, arrival, call);
  } finally {
    if (isAbandoned) failed(refuse("CALL_CANCELLED"), arrival, call);
    call?.end(refuse("CALL_CANCELLED"));
  }
}

async function* work(plan: Plan, call: ServedCall, requests: AsyncIterable<Uint8Array>, { incoming }: Arrival) {
  plan.shedder.enter(plan.method.criticality);
  const asked = requests[Symbol.asyncIterator]();
  let answers: AsyncIterator<unknown> | undefined;
  try {
    await call.race(admit(plan, call, incoming));
    const request = plan.bound.requestStream ? readAll(plan, call, asked) : await readOne(plan, call, asked);
    answers = open(plan, call, request);
    for (;;) {
      const step = await call.race(next(call, answers));
      if (step.done) return;
      yield writeMessage(plan, call, step.value);
    }
  } finally {
    plan.shedder.leave();
    release(answers);
    release(asked);
  }
}

async function readOne(plan: Plan, call: ServedCall, asked: AsyncIterator<Uint8Array>): Promise<unknown> {
  const first = await call.race(take(asked));
  if (first.done) throw invalid({ field: "", description: "the call carries no message" });
  const read = readMessage(plan, first.value);
  call.request = requestKeyOf(plan.method, call.caller, read);
  call.validateOnly = isValidateOnly(read);
  return read.request;
}

async function* readAll(plan: Plan, call: ServedCall, asked: AsyncIterator<Uint8Array>): AsyncGenerator<unknown, void> {
  for (;;) {
    const step = await call.race(take(asked));
    if (step.done) return;
    yield readOrEnd(plan, call, step.value);
  }
}

/** Requests that break off are the caller's doing. */
async function take(asked: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
  try {
    return await asked.next();
  } catch (cause) {
    throw refuse("CALL_CANCELLED", { cause });
  }
}

/** A broken message ends the call, whatever the handler makes of the exception. */
function readOrEnd(plan: Plan, call: ServedCall, bytes: Uint8Array): unknown {
  try {
    return readMessage(plan, bytes).request;
  } catch (error) {
    call.end(error);
    throw error;
  }
}

function open(plan: Plan, call: ServedCall, request: unknown): AsyncIterator<unknown> {
  const answered = runInCall(call, () => plan.bound.handle(request, call));
  return plan.bound.responseStream ? (answered as AsyncIterable<unknown>)[Symbol.asyncIterator]() : once(answered);
}

async function* once(answer: unknown): AsyncGenerator<unknown, void> {
  yield await answer;
}

/** A generator's body runs as part of whoever asks for its next value: that shall be the call. */
function next(call: ServedCall, answers: AsyncIterator<unknown>): Promise<IteratorResult<unknown>> {
  return runInCall(call, () => answers.next());
}

/** Lets a generator run its `finally`. The call is over: nobody waits for it, and nobody is left to be told of a failure. */
function release(iterator: AsyncIterator<unknown> | undefined): void {
  if (iterator?.return !== undefined) Promise.allSettled([iterator.return()]);
}
