import { create, toBinary } from "@bufbuild/protobuf";
import type { Channel, CheckSession, Contracts } from "#mesh/rpc";
import { serviceOf } from "./directory.ts";

const path = "/ultramarket.auth.v1.SessionLookupService/CheckSession";

/** Asks the service that keeps sessions, by its contract, on each call. Throws if the contracts do not describe that. */
export function checkSessionBy(contracts: Contracts, channelTo: (service: string) => Channel): CheckSession {
  const method = contracts.method(path);
  if (method === undefined) throw new Error(`the contracts do not describe ${path}`);
  const { input, parent } = method.desc;
  return async ({ userId, sessionId, accessVersion = 0 }, call, freshProof) => {
    const asked = { userId, sessionId, accessVersion: BigInt(accessVersion), freshProof };
    await channelTo(serviceOf(parent.typeName)).unary(path, toBinary(input, create(input, asked)), call);
  };
}
