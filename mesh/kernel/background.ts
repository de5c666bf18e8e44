import { AsyncLocalStorage } from "node:async_hooks";
import { currentCall, runOutsideCalls } from "./call.ts";

/** Work that goes on whether or not anyone waits for it; the service itself is its caller. */
export interface Background {
  /** The user it is done for; empty if for the market itself. */
  readonly onBehalfOf: string;
  /** Of the call that began it; empty if none did. */
  readonly requestId: string;
  /** W3C traceparent of the call that began it; empty if there is none. */
  readonly traceparent: string;
}

const backgrounds = new AsyncLocalStorage<Background>();

/** The background this code runs in; undefined within a call and at start-up. */
export function currentBackground(): Background | undefined {
  return currentCall() === undefined ? backgrounds.getStore() : undefined;
}

/**
 * Runs work that neither the deadline nor the leaving of the present caller may stop. Within it there is no current call:
 * further calls go out under the service's own name, without the user's token.
 */
export function runDetached<T>({ onBehalfOf }: Pick<Background, "onBehalfOf">, work: () => T): T {
  const call = currentCall();
  const { requestId = "", traceparent = "" } = call ?? backgrounds.getStore() ?? {};
  return runOutsideCalls(() => backgrounds.run({ onBehalfOf, requestId, traceparent }, work));
}
