import { refuse, runInCall } from "#mesh/kernel";
import type { Incoming } from "./incoming.ts";
import type { Plan } from "./plan.ts";
import { isValidateOnly, requestKeyOf } from "./request-key.ts";
import type { ServedCall } from "./served-call.ts";
import { type Arrival, admit, failed, openCall, readMessage, writeMessage } from "./serving.ts";

/** One message for one message. */
export async function serveUnary(arrival: Arrival, request: Uint8Array): Promise<Uint8Array> {
  const { plan, observation } = arrival;
  let call: ServedCall | undefined;
  try {
    if (!plan?.isUnary) throw refuse("METHOD_UNKNOWN");
    call = openCall(plan, arrival);
    const answer = await call.race(work(plan, call, request, arrival.incoming));
    observation.end({ code: 0, reason: "", call });
    return answer;
  } catch (error) {
    throw failed(error, arrival, call);
  } finally {
    call?.close();
  }
}

/** Holds its place until the handler is done, which may be after the caller has given up. */
async function work(plan: Plan, call: ServedCall, bytes: Uint8Array, incoming: Incoming): Promise<Uint8Array> {
  plan.shedder.enter(plan.method.criticality);
  try {
    await admit(plan, call, incoming);
    const read = readMessage(plan, bytes);
    call.request = requestKeyOf(plan.method, call.caller, read);
    call.validateOnly = isValidateOnly(read);
    return writeMessage(plan, call, await runInCall(call, () => plan.bound.handle(read.request, call)));
  } finally {
    plan.shedder.leave();
  }
}
