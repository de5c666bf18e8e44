import { ApiKeyExchangeServiceService, ApiKeyServiceService } from "#gen/grpc/ultramarket/auth/v1/api_key_service.ts";
import { refuse, type User } from "#mesh/kernel";
import { createRpcCore, implement, inProcessChannel, loadContracts } from "#mesh/rpc";
import { testGateway } from "../test-gateway.ts";

const key = `umk_${"a".repeat(43)}`;
const user: User = { userId: "usr_1", sessionId: "key_1", permissions: new Set(), isGuest: false };
const contracts = loadContracts();

/** A service that knows at once what ended, behind a gateway whose verifier never hears of it. */
async function startUnheard() {
  const state = { given: 0, ended: 0, isRevoked: false };
  const exchange = implement(ApiKeyExchangeServiceService, {
    async exchangeApiKey() {
      if (state.isRevoked) throw refuse("API_KEY_INVALID");
      state.given += 1;
      return { accessToken: `${state.given}`, expireTime: new Date(Date.now() + 300_000) };
    },
  });
  const served = implement(ApiKeyServiceService, {
    createApiKey: () => Promise.reject(refuse("METHOD_UNKNOWN")),
    listApiKeys: async () => ({ apiKeys: [], nextPageToken: "" }),
    revokeApiKey: async () => ({}),
  });
  const tokens = {
    verify: async (token: string) => (Number(token) > state.ended ? user : Promise.reject(refuse("TOKEN_INVALID"))),
  };
  const core = createRpcCore({ services: [exchange, served], contracts, tokens, checkSession: async () => undefined });
  const options = {
    contracts,
    tokens: { verify: async () => user },
    channelFor: () => inProcessChannel(core, "gateway"),
  };
  return { state, gateway: await testGateway({}, options) };
}

type Unheard = Awaited<ReturnType<typeof startUnheard>>;

async function reasonOf(response: Response): Promise<string> {
  const answer = (await response.json()) as { details?: readonly { reason?: string }[] };
  return response.ok ? "" : (answer.details?.[0]?.reason ?? "");
}

const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
const read = async ({ gateway }: Unheard) => reasonOf(await fetch(`${gateway.url}/v1/auth/api-keys`, { headers }));
const write = async ({ gateway }: Unheard) => {
  const path = "/v1/auth/api-keys/key_01m83nj89fe37t71s6r4ef5cx1:revoke";
  return reasonOf(await fetch(gateway.url + path, { method: "POST", headers, body: "{}" }));
};

test("a token that a service refuses is exchanged again: a read does not notice, a write is refused once", async () => {
  const unheard = await startUnheard();
  await using _ = unheard.gateway;
  const { state } = unheard;
  expect([await read(unheard), await write(unheard), state.given]).toEqual(["", "", 1]);
  state.ended = 1;
  expect([await read(unheard), await write(unheard), state.given]).toEqual(["", "", 2]);
  state.ended = 2;
  expect([await write(unheard), await write(unheard), state.given]).toEqual(["TOKEN_INVALID", "", 3]);
});

test("a session cookie that a service refuses is forgotten", async () => {
  const unheard = await startUnheard();
  await using _ = unheard.gateway;
  unheard.state.ended = 1;
  const refused = await fetch(`${unheard.gateway.url}/v1/auth/api-keys`, { headers: { cookie: "__Host-session=1" } });
  expect(refused.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-session=; Max-Age=0;/)]);
  expect(await reasonOf(refused)).toBe("TOKEN_INVALID");
});

test("a revoked key is refused as such as soon as a service knows", async () => {
  const unheard = await startUnheard();
  await using _ = unheard.gateway;
  expect(await read(unheard)).toBe("");
  Object.assign(unheard.state, { ended: 1, isRevoked: true });
  expect([await read(unheard), await write(unheard)]).toEqual(["API_KEY_INVALID", "API_KEY_INVALID"]);
});
