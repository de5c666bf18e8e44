import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import type { OidcProvider } from "../src/clients/read-providers.ts";

/** Somebody who has an account at the provider. */
export interface OidcUser {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

/** What the provider does wrong; nothing by default. */
export interface OidcFaults {
  /** Claims of the ID token in place of the right ones. */
  claims?: JWTPayload | undefined;
  /** Signs with a key it does not publish, or not at all. */
  signature?: "foreign" | "none" | undefined;
  /** Leaves everything but who it is to the endpoint for that. */
  isTerse?: boolean | undefined;
  /** Answers with this status. */
  status?: number | undefined;
}

export interface OidcProviderServer extends AsyncDisposable {
  /** Its issuer. */
  readonly url: string;
  /** As an operator names it. */
  readonly named: OidcProvider;
  readonly faults: OidcFaults;
  /** How often it was asked for tokens. */
  readonly exchanges: () => number;
  /** Signs the user in at the page the URL names, as their browser does; the query the browser comes back with. */
  signIn(url: string, user: OidcUser): Promise<string>;
}

/** What the market calls it. */
export const namedElsewhere = { provider: "elsewhere", title: "Elsewhere" } as const;

/** Somebody with an account at the provider, who has shown there that the e-mail is theirs. */
export function aPerson(change: Partial<OidcUser> = {}): OidcUser {
  return { sub: randomUUID(), email: `${randomUUID()}@example.com`, email_verified: true, name: "Ada", ...change };
}

interface Grant {
  readonly user: OidcUser;
  readonly query: URLSearchParams;
}

const codeOf = (query: URLSearchParams, name: string) => query.get(name) ?? "";

/** A provider of OpenID Connect (Core 1.0, Discovery 1.0; RFC 6749, 7636, 9207): code flow with PKCE, EdDSA-signed tokens. */
export async function startOidcProvider(): Promise<OidcProviderServer> {
  const [clientId, clientSecret] = [`client-${randomUUID()}`, `a secret ${randomUUID()}`];
  const [published, foreign] = [await generateKeyPair("EdDSA"), await generateKeyPair("EdDSA")];
  const key = { ...(await exportJWK(published.publicKey)), kid: "first", alg: "EdDSA", use: "sig" };
  const waiting = new Map<string, Grant>();
  const signedIn = new Map<string, OidcUser>();
  const faults: OidcFaults = {};
  let exchanges = 0;

  async function idToken({ user, query }: Grant): Promise<string> {
    const profile = faults.isTerse ? {} : user;
    const times = { iat: Math.floor(Date.now() / 1_000), exp: Math.floor(Date.now() / 1_000) + 60 };
    const right = { iss: url, sub: user.sub, aud: clientId, nonce: codeOf(query, "nonce"), ...times };
    const claims = { ...right, ...profile, ...faults.claims };
    if (faults.signature === "none") return new UnsecuredJWT(claims).encode();
    const { privateKey } = faults.signature === "foreign" ? foreign : published;
    return new SignJWT(claims).setProtectedHeader({ alg: "EdDSA", kid: "first" }).sign(privateKey);
  }

  /** The page where somebody signs in: who it is comes along in place of a form. */
  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const isAsked =
      codeOf(query, "client_id") === clientId &&
      codeOf(query, "response_type") === "code" &&
      codeOf(query, "code_challenge_method") === "S256" &&
      codeOf(query, "scope").split(" ").includes("openid");
    if (!isAsked) {
      response.writeHead(400).end();
      return;
    }
    const code = randomUUID();
    waiting.set(code, { user: JSON.parse(codeOf(query, "user")), query });
    const back = new URL(codeOf(query, "redirect_uri"));
    back.search = new URLSearchParams({ code, state: codeOf(query, "state"), iss: url }).toString();
    response.writeHead(302, { location: back.href }).end();
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    exchanges += 1;
    const form = new URLSearchParams(await bodyOf(request));
    const grant = waiting.get(codeOf(form, "code"));
    waiting.delete(codeOf(form, "code"));
    const challenge = createHash("sha256").update(codeOf(form, "code_verifier")).digest("base64url");
    const isClient = codeOf(form, "client_id") === clientId && codeOf(form, "client_secret") === clientSecret;
    if (!isClient) return answer(response, 401, { error: "invalid_client" });
    const fits =
      grant !== undefined &&
      challenge === codeOf(grant.query, "code_challenge") &&
      codeOf(form, "redirect_uri") === codeOf(grant.query, "redirect_uri");
    if (!fits) return answer(response, 400, { error: "invalid_grant" });
    const access = randomUUID();
    signedIn.set(access, grant.user);
    answer(response, 200, {
      access_token: access,
      token_type: "Bearer",
      expires_in: 60,
      id_token: await idToken(grant),
    });
  }

  function userInfo(request: IncomingMessage, response: ServerResponse): void {
    const user = signedIn.get(request.headers.authorization?.replace("Bearer ", "") ?? "");
    answer(response, user === undefined ? 401 : 200, user ?? {});
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", url);
    if (faults.status !== undefined) answer(response, faults.status, { error: "server_error" });
    else if (pathname === "/.well-known/openid-configuration") answer(response, 200, metadata());
    else if (pathname === "/keys") answer(response, 200, { keys: [key] });
    else if (pathname === "/authorize") authorize(searchParams, response);
    else if (pathname === "/token") token(request, response).catch((error: Error) => response.destroy(error));
    else if (pathname === "/userinfo") userInfo(request, response);
    else answer(response, 404, {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const metadata = () => ({
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    userinfo_endpoint: `${url}/userinfo`,
    jwks_uri: `${url}/keys`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["EdDSA"],
    token_endpoint_auth_methods_supported: ["client_secret_post"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
  });

  return {
    ...{ url, faults, named: { ...namedElsewhere, issuer: url, clientId, clientSecret } },
    exchanges: () => exchanges,
    async signIn(asked, user) {
      const page = new URL(asked);
      page.searchParams.set("user", JSON.stringify(user));
      const { status, headers } = await fetch(page, { redirect: "manual" });
      const back = headers.get("location");
      if (status !== 302 || back === null) throw new Error(`the provider answered ${status}`);
      return new URL(back).search.slice(1);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
