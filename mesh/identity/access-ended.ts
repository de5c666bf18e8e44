import { fromBinary, type Registry } from "@bufbuild/protobuf";
import type { TokenVerifier } from "./token-verifier.ts";

/** Access that ended before its time, as ultramarket.auth.v1.AccessEnded says it. */
export interface AccessEnded {
  readonly userId: string;
  /** Empty if no single session ended. */
  readonly sessionId: string;
  /** Tokens of the user with a lower `ver` claim ended; 0 if none did for that. */
  readonly beforeVersion: bigint;
}

/** The subject under which the market hears of it. */
export const accessEndedSubject = "auth.v1.access_ended";

/** Makes the verifier refuse what ended. Repeating it changes nothing. */
export function endAccess(tokens: TokenVerifier, { userId, sessionId, beforeVersion }: AccessEnded): void {
  if (sessionId !== "") tokens.revoke(sessionId);
  if (beforeVersion > 0n) tokens.endVersionsBelow(userId, Number(beforeVersion));
}

/** Decodes the event by its contract. Throws if the registry does not know it. */
export function accessEndedReader(registry: Registry): (payload: Uint8Array) => AccessEnded {
  const schema = registry.getMessage("ultramarket.auth.v1.AccessEnded");
  if (schema === undefined) throw new Error("the contracts do not describe AccessEnded");
  return (payload) => {
    const { userId, sessionId, beforeVersion } = fromBinary(schema, payload) as unknown as AccessEnded;
    return { userId, sessionId, beforeVersion };
  };
}
