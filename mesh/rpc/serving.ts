import { DomainError, refuse } from "#mesh/kernel";
import { checkUser, checkWorkload, identify } from "./access.ts";
import type { CallOptions } from "./channel.ts";
import { deadlineOf } from "./deadline.ts";
import type { Incoming } from "./incoming.ts";
import type { Observation } from "./observer.ts";
import { checkOwner } from "./owner.ts";
import type { Plan } from "./plan.ts";
import { ServedCall } from "./served-call.ts";
import { internalFailure, RpcError, toStatus } from "./status.ts";
import type { ReadRequest } from "./validation.ts";

/** A call that has arrived: what it is for, what came with it, and who watches it. */
export interface Arrival {
  readonly plan: Plan | undefined;
  readonly incoming: Incoming;
  readonly now: number;
  readonly observation: Observation;
}

/** Starts the clock of a call to this method. Refuses what needs no look at the user or the message. */
export function openCall(plan: Plan, { incoming, now, observation }: Arrival): ServedCall {
  const deadline = deadlineOf(plan.method, incoming.deadline, now);
  checkWorkload(plan.method, incoming.workload);
  return new ServedCall(plan.method.path, incoming, deadline, now, observation.traceparent);
}

/** Finds out who calls and refuses those the contract does not let in. */
export async function admit(plan: Plan, call: ServedCall, incoming: Incoming): Promise<void> {
  const { workload, token } = incoming;
  if (token !== undefined) call.caller = await identify(workload, token, plan.context.tokens);
  checkUser(plan.method.access, call.caller);
  const { user } = call.caller;
  if (user === undefined || plan.checkSession === undefined) return;
  await plan.checkSession(user, onwards(call), plan.method.policy.freshProof);
}

/** What a question asked on behalf of a call carries: all but who asks. */
function onwards({ deadline, signal, requestId, traceparent, tracestate, baggage }: ServedCall): CallOptions {
  return {
    deadline,
    signal,
    requestId,
    traceparent: traceparent === "" ? undefined : traceparent,
    tracestate,
    baggage,
  };
}

/** Decodes and validates one message of the caller. */
export function readMessage(plan: Plan, bytes: Uint8Array): ReadRequest {
  if (bytes.length > plan.context.maxMessageBytes) throw tooLarge(plan);
  return plan.read(bytes);
}

/** Encodes one answer, if the caller may see it. */
export function writeMessage(plan: Plan, call: ServedCall, response: unknown): Uint8Array {
  const { owner, access } = plan.method;
  if (owner !== undefined && access.case !== "internal") checkOwner(owner, call.caller, response);
  const bytes = plan.bound.encodeResponse(response);
  if (bytes.length > plan.context.maxMessageBytes) throw tooLarge(plan);
  return bytes;
}

function tooLarge({ context }: Plan): DomainError {
  return refuse("MESSAGE_TOO_LARGE", { metadata: { max_bytes: String(context.maxMessageBytes) } });
}

/** Tells the observer how the call failed and gives what the caller may know about it. */
export function failed(error: unknown, { observation }: Arrival, call: ServedCall | undefined): RpcError {
  if (error instanceof DomainError || error instanceof RpcError) {
    const status = toStatus(error);
    const reason = error instanceof DomainError ? error.reason : "";
    observation.end({ code: status.code, reason, error, call });
    return status;
  }
  const told = internalFailure();
  const status = toStatus(told);
  observation.end({ code: status.code, reason: told.reason, error, logId: told.metadata.log_id, call });
  return status;
}
