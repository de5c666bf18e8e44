import type { Configuration } from "openid-client";
import { refuse } from "#mesh/kernel";
import type { Asked, Providers } from "../app/identity-ports.ts";
import { normalEmail } from "../domain/account.ts";
import type { Claims } from "../domain/identity.ts";
import type { OidcProvider } from "./read-providers.ts";

const timeoutSeconds = 4;
const scope = "openid email profile";

/**
 * Providers of OpenID Connect by openid-client, which is loaded when the first is asked for. What a provider publishes of itself is
 * read once; its keys again when a token names one that is not there.
 */
export function oidcProviders(named: readonly OidcProvider[], redirectUri: string): Providers {
  const byName = new Map(named.map((one) => [one.provider, one]));
  const discovered = new Map<string, Promise<Configuration>>();

  function configurationOf(one: OidcProvider): Promise<Configuration> {
    const found = discovered.get(one.provider) ?? discover(one);
    discovered.set(one.provider, found);
    found.catch(() => discovered.delete(one.provider));
    return found;
  }

  return {
    offered: named.map(({ provider, title }) => ({ provider, title })),
    async begin(provider, { state, nonce, verifier }) {
      const one = byName.get(provider);
      if (one === undefined) return undefined;
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import("openid-client");
      const challenge = { code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" };
      const configuration = await answered(provider, configurationOf(one));
      return buildAuthorizationUrl(configuration, { redirect_uri: redirectUri, scope, state, nonce, ...challenge })
        .href;
    },
    async complete(provider, redirectQuery, asked) {
      const one = byName.get(provider);
      if (one === undefined) return undefined;
      const configuration = await answered(provider, configurationOf(one));
      return answered(provider, exchange(configuration, new URL(`${redirectUri}?${redirectQuery}`), asked));
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: OidcProvider): Promise<Configuration> {
  const { allowInsecureRequests, discovery, enableNonRepudiationChecks } = await import("openid-client");
  const url = new URL(issuer);
  // Only issuers on this machine are named without TLS.
  const insecure = url.protocol === "http:" ? [allowInsecureRequests] : [];
  // Tokens that come straight from the provider over TLS would pass without a look at their signature.
  const execute = [...insecure, enableNonRepudiationChecks];
  return discovery(url, clientId, clientSecret, undefined, { execute, timeout: timeoutSeconds });
}

/** Undefined for whatever does not fit: another state, nonce, issuer, audience or key, an expired token, a refused code. */
async function exchange(configuration: Configuration, url: URL, asked: Asked): Promise<Claims | undefined> {
  const { authorizationCodeGrant, fetchUserInfo } = await import("openid-client");
  const { state: expectedState, nonce: expectedNonce, verifier: pkceCodeVerifier } = asked;
  const checks = { expectedState, expectedNonce, pkceCodeVerifier, idTokenExpected: true };
  const tokens = await authorizationCodeGrant(configuration, url, checks).catch(misfit);
  const told = tokens?.claims();
  if (tokens === undefined || told === undefined) return undefined;
  const isTold = typeof told.email === "string" || configuration.serverMetadata().userinfo_endpoint === undefined;
  const more = isTold ? told : await fetchUserInfo(configuration, tokens.access_token, told.sub).catch(misfit);
  return more && claimsOf(told.iss, told.sub, more);
}

function claimsOf(issuer: string, subject: string, claims: Readonly<Record<string, unknown>>): Claims {
  const text = (value: unknown, most: number) => (typeof value === "string" && value.length <= most ? value : "");
  return {
    issuer,
    subject,
    email: normalEmail(text(claims.email, 254)),
    emailVerified: claims.email_verified === true,
    displayName: text(claims.name, 100),
  };
}

/** What a provider answered and what is wrong with it is undefined; that it did not answer stays an error. */
function misfit(error: unknown): undefined {
  if (isSilence(error)) throw error;
  return undefined;
}

async function answered<T>(provider: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw refuse("SERVICE_UNAVAILABLE", { metadata: { service: `provider ${provider}` }, cause: error });
  }
}

/** Whether no answer came, or one of a server in trouble: some error of the chain says so. */
function isSilence(error: unknown): boolean {
  if (error instanceof Response) return error.status >= 500;
  if (typeof error !== "object" || error === null) return false;
  const { name, message, cause } = error as Partial<Error>;
  return name === "TimeoutError" || name === "AbortError" || message === "fetch failed" || isSilence(cause);
}
