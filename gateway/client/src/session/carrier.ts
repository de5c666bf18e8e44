import { bearer, type Proof } from "../calls/credentials.ts";
import type { SessionState } from "./session-state.ts";

/** How calls say whose they are. */
export interface Carrier {
  /** Undefined if there is nothing to say. */
  proof(state: SessionState | undefined): Proof | undefined;
}

/** The access token, in the header. */
export const byToken: Carrier = {
  proof: (state) =>
    state === undefined ? undefined : { headers: bearer(state.accessToken), version: state.accessToken },
};
