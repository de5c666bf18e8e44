import { createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";
import { ErrorInfoSchema } from "#gen/es/google/rpc/error_details_pb.js";
import { ApiKeyService } from "#gen/es/ultramarket/auth/v1/api_key_service_pb.js";
import { AuthService } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import type { TokensJson } from "../journeys/shop/json.ts";
import { Refusal } from "../journeys/shop/rest.ts";
import { type Browser, openBrowser } from "./browser.ts";

/** What a page does with a session; each gives the answer's tokens, or "" for an answer without. Refusals name their reason. */
export interface Page {
  readonly browser: Browser;
  signIn(account: { readonly email: string; readonly password: string }): Promise<string>;
  refresh(): Promise<string>;
  signOut(): Promise<string>;
  /** A read. */
  list(): Promise<string>;
  /** A write. */
  create(name: string): Promise<string>;
}

export type OpenPage = (url: string, headers?: Readonly<Record<string, string>>) => Page;

const tokensIn = ({ accessToken = "", refreshToken = "" }: Partial<TokensJson>) => `${accessToken}${refreshToken}`;

/** The header a page repeats the csrf cookie in. */
const csrfOf = (browser: Browser): Record<string, string> => {
  const token = browser.cookie("csrf");
  return token === undefined ? {} : { "x-csrf-token": token };
};

const byRest: OpenPage = (url, headers) => {
  const browser = openBrowser(headers);
  const call = async (method: string, path: string, body?: object): Promise<string> => {
    const sent = { "content-type": "application/json", ...csrfOf(browser) };
    const init = body === undefined ? {} : { body: JSON.stringify(body), headers: sent };
    const response = await browser.fetch(`${url}${path}`, { method, ...init });
    const answer = (await response.json()) as Partial<TokensJson> & ConstructorParameters<typeof Refusal>[1];
    if (!response.ok) throw new Refusal(response.status, answer);
    return tokensIn(answer);
  };
  return {
    browser,
    signIn: ({ email, password }) => call("POST", "/v1/auth:signIn", { email, password }),
    refresh: () => call("POST", "/v1/auth:refresh", {}),
    signOut: () => call("POST", "/v1/auth:signOut", {}),
    list: () => call("GET", "/v1/auth/api-keys"),
    create: (name) => call("POST", "/v1/auth/api-keys", { name }),
  };
};

const over =
  (open: typeof createConnectTransport, useBinaryFormat: boolean): OpenPage =>
  (url, headers) => {
    const browser = openBrowser(headers);
    const transport = open({ baseUrl: url, fetch: browser.fetch, useBinaryFormat });
    const [auth, keys] = [createClient(AuthService, transport), createClient(ApiKeyService, transport)];
    const call = async (run: (options: { headers: Record<string, string> }) => Promise<object>): Promise<string> => {
      const answer = await run({ headers: csrfOf(browser) }).catch((error) => {
        throw Object.assign(error, { reason: error.findDetails(ErrorInfoSchema)[0]?.reason });
      });
      return tokensIn(answer);
    };
    return {
      browser,
      signIn: (account) => call((options) => auth.signIn(account, options)),
      refresh: () => call((options) => auth.refreshSession({}, options)),
      signOut: () => call((options) => auth.signOut({}, options)),
      list: () => call((options) => keys.listApiKeys({}, options)),
      create: (name) => call((options) => keys.createApiKey({ name }, options)),
    };
  };

/** A page that calls by each protocol a browser speaks. */
export const pages: Readonly<Record<string, OpenPage>> = {
  REST: byRest,
  "Connect JSON": over(createConnectTransport, false),
  "Connect binary": over(createConnectTransport, true),
  "gRPC-web": over(createGrpcWebTransport, true),
};
