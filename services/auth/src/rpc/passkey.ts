import type * as proto from "#gen/grpc/ultramarket/auth/v1/auth.ts";
import { invalid } from "#mesh/kernel";
import type { Shown } from "../app/check-factor.ts";
import type { PasskeyAssertion } from "../app/passkey-ports.ts";

export function decodePasskey(passkey: proto.PasskeyAssertion): PasskeyAssertion {
  return {
    credentialId: Buffer.from(passkey.credentialId),
    clientDataJson: Buffer.from(passkey.clientDataJson),
    authenticatorData: Buffer.from(passkey.authenticatorData),
    signature: Buffer.from(passkey.signature),
    userHandle: Buffer.from(passkey.userHandle),
  };
}

interface ProtoShown {
  readonly code: string;
  readonly passkey?: proto.PasskeyAssertion | undefined;
}

/** What proves the caller, if anything does. */
export function shownOf({ code, passkey }: ProtoShown): Shown {
  return { code, passkey: passkey && decodePasskey(passkey) };
}

/** As `shownOf`; fails with INVALID_REQUEST if nothing does. */
export function requiredShown(request: ProtoShown): Shown {
  if (request.code === "" && request.passkey === undefined) {
    throw invalid({ field: "code", description: "required without a passkey" });
  }
  return shownOf(request);
}
