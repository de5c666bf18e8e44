import { authService } from "../../../services/auth/src/service.ts";
import {
  aPerson,
  type OidcProviderServer,
  type OidcUser,
  startOidcProvider,
} from "../../../services/auth/test/oidc-provider.ts";
import { startTestMarket, type TestMarket } from "./market.ts";
import { guest } from "./shop/buyer.ts";
import type { TokensJson } from "./shop/json.ts";
import { rest } from "./shop/rest.ts";

let elsewhere: OidcProviderServer;
let market: TestMarket;

beforeAll(async () => {
  elsewhere = await startOidcProvider();
  const { issuer, clientId: client_id, clientSecret: client_secret, ...named } = elsewhere.named;
  const settings = {
    AUTH_OIDC_PROVIDERS: JSON.stringify([{ ...named, issuer, client_id, client_secret }]),
    AUTH_OIDC_REDIRECT_URI: "https://shop.example/signed-in",
  };
  market = await startTestMarket(settings, [authService]);
}, 60_000);
afterAll(async () => {
  await market?.close();
  await elsewhere?.[Symbol.asyncDispose]();
});

/** What the page sends once the browser is back. */
async function cameBack(person: OidcUser) {
  const begun = await rest<{ url: string; binding: string }>(market.url, "POST /v1/auth/providers/elsewhere:begin", {
    body: {},
  });
  return { binding: begun.binding, redirectQuery: await elsewhere.signIn(begun.url, person) };
}

const complete = (body: object, token?: string) =>
  rest<TokensJson>(market.url, "POST /v1/auth/providers/elsewhere:complete", { token, body });

test("people sign in with an account elsewhere, find it listed, and keep the last way in", async () => {
  const { providers } = await rest<{ providers: object[] }>(market.url, "GET /v1/auth/sign-in-options");
  expect(providers).toEqual([{ provider: "elsewhere", title: "Elsewhere" }]);
  const person = aPerson();
  const visitor = await guest(market.url);
  const back = await cameBack(person);
  const { accessToken: token, userId } = await complete(back, visitor.token);
  expect(userId).toBe(visitor.userId);
  await expect(complete(back)).rejects.toMatchObject({ status: 401, reason: "PROVIDER_SIGN_IN_FAILED" });
  const { identities } = await rest<{ identities: { identityId: string }[] }>(market.url, "GET /v1/auth/identities", {
    token,
  });
  expect(identities).toMatchObject([{ provider: "elsewhere", email: person.email }]);
  const remove = rest(market.url, `DELETE /v1/auth/identities/${identities[0]?.identityId}`, { token });
  await expect(remove).rejects.toMatchObject({ status: 400, reason: "LAST_SIGN_IN" });
  expect((await complete(await cameBack(person))).userId).toBe(userId);
});

test("a provider there is none of is not found, and one in trouble is unavailable", async () => {
  const nobody = rest(market.url, "POST /v1/auth/providers/nobody:begin", { body: {} });
  await expect(nobody).rejects.toMatchObject({ status: 404 });
  const back = await cameBack(aPerson());
  elsewhere.faults.status = 503;
  await expect(complete(back)).rejects.toMatchObject({ status: 503, reason: "SERVICE_UNAVAILABLE" });
  elsewhere.faults.status = undefined;
  await complete(back);
});
