import { create, type DescMessage, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import * as auth from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { file_ultramarket_testing_v1_echo_service } from "#gen/es/ultramarket/testing/v1/echo_service_pb.js";
import { defineRefusals, refuse } from "#mesh/kernel";
import { type Channel, loadContracts, type TokenVerifier } from "#mesh/rpc";
import { eventually } from "#mesh/testing";
import type { GatewayOptions } from "../../src/gateway.ts";
import { scriptedUpstream } from "../../test/scripted-upstream.ts";
import { testGateway } from "../../test/test-gateway.ts";

const contracts = loadContracts(file_ultramarket_testing_v1_echo_service, auth.file_ultramarket_auth_v1_auth_service);

const refuseAuth = defineRefusals("auth.ultramarket", {
  REFRESH_TOKEN_INVALID: ["UNAUTHENTICATED", "the refresh token is not valid"],
});

const mutations = new Set(["Write", "SetRoles"]);

export type SessionMarket = Awaited<ReturnType<typeof sessionMarket>>;

/** A gateway before an auth service in memory, whose refresh tokens are as strict as the real one's. */
export async function sessionMarket(options: Pick<GatewayOptions, "pages" | "corsOrigins"> = {}) {
  const state = {
    good: new Set<string>(),
    refresh: "",
    issued: 0,
    calls: [] as string[],
    down: false,
    refusing: "",
    trusting: true,
    /** Tokens that were refused, and how many of them a renewal waits for. */
    refusals: 0,
    patience: 0,
  };
  const issue = (userId: string) => {
    state.issued++;
    const accessToken = `access-${state.issued}`;
    state.good = new Set([accessToken]);
    state.refresh = `refresh-${state.issued}`;
    const expireTime = timestampFromMs(Date.now() + 900_000);
    return { userId, accessToken, refreshToken: state.refresh, expireTime };
  };
  const answers: Readonly<Record<string, (request: Uint8Array) => Uint8Array>> = {
    SignIn: () => encode(auth.SignInResponseSchema, issue("usr_ada")),
    Register: () => encode(auth.RegisterResponseSchema, issue("usr_new")),
    StartGuestSession: () => encode(auth.StartGuestSessionResponseSchema, issue("usr_guest")),
    SetRoles: () => encode(auth.SetRolesResponseSchema, {}),
    SignOut() {
      state.good.clear();
      return encode(auth.SignOutResponseSchema, {});
    },
    RefreshSession(bytes) {
      const { refreshToken } = fromBinary(auth.RefreshSessionRequestSchema, bytes);
      if (refreshToken !== state.refresh) throw refuseAuth("REFRESH_TOKEN_INVALID");
      return encode(auth.RefreshSessionResponseSchema, issue("usr_ada"));
    },
  };
  const echo = scriptedUpstream();
  const upstream: Channel = {
    ...echo,
    async unary(path, request, options) {
      const name = path.slice(path.lastIndexOf("/") + 1);
      state.calls.push(name);
      if (name === "RefreshSession") await eventually(() => state.refusals >= state.patience);
      if (state.down || state.refusing === name) throw refuse("SERVICE_UNAVAILABLE");
      if (mutations.has(name) && options.token === undefined) throw refuse("SIGN_IN_REQUIRED");
      return answers[name]?.(request) ?? echo.unary(path, request, options);
    },
  };
  const tokens: TokenVerifier = {
    async verify(token) {
      if (!state.trusting || !state.good.has(token)) {
        state.refusals++;
        throw refuse("TOKEN_INVALID");
      }
      return { userId: "usr_1", permissions: new Set(["echo.write"]), sessionId: "ses_1", isGuest: false };
    },
  };
  const gateway = await testGateway({}, { contracts, channelFor: () => upstream, tokens, ...options });
  const count = (name: string) => state.calls.filter((call) => call === name).length;
  return { url: gateway.url, state, count, [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose]() };
}

function encode<T extends DescMessage>(schema: T, init: MessageInitShape<T>): Uint8Array {
  return toBinary(schema, create(schema, init));
}
