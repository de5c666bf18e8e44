import { timestampMs } from "@bufbuild/protobuf/wkt";
import { createClient, type Transport } from "@connectrpc/connect";
import { AuthService } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { demoAccount, signIn } from "../../market-session/mod.ts";
import type { Layout } from "../start/layout.ts";
import type { CallerName } from "./call-arguments.ts";
import { type KeptToken, keptTokens } from "./kept-tokens.ts";
import { UsageError } from "./usage-error.ts";

const loopback = /^https?:\/\/(?:127(?:\.\d+){3}|\[::1\]|localhost)(?::\d+)?$/;

/**
 * The access token of a demo account or of a guest, signed in at the server; kept in DATA_DIR until it ends, so that a
 * guest stays the same for as long. Undefined for "anonymous". Passwords are given to servers of this machine only.
 */
export async function callerToken(
  as: CallerName,
  { url, transport, layout }: { readonly url: string; readonly transport: Transport; readonly layout: Layout },
): Promise<string | undefined> {
  if (as === "anonymous") return undefined;
  if (!loopback.test(url)) throw new UsageError(`--as ${as} is for markets of this machine; take --token for ${url}`);
  const begin = (): Promise<KeptToken> => (as === "guest" ? guest(transport) : account(as, transport, layout));
  return keptTokens(layout.dataDir).get(`${as} at ${url}`, begin);
}

async function guest(transport: Transport): Promise<KeptToken> {
  return kept(await createClient(AuthService, transport).startGuestSession({}));
}

async function account(as: "admin" | "customer", transport: Transport, layout: Layout): Promise<KeptToken> {
  return kept(await signIn(transport, await demoAccount(as, layout)));
}

function kept(session: { accessToken: string; expireTime?: Parameters<typeof timestampMs>[0] | undefined }): KeptToken {
  return {
    accessToken: session.accessToken,
    expires: session.expireTime === undefined ? 0 : timestampMs(session.expireTime),
  };
}
