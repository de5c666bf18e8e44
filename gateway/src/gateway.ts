import { createRegistry } from "@bufbuild/protobuf";
import { file_google_rpc_error_details } from "#gen/es/google/rpc/error_details_pb.js";
import type { Logger } from "#mesh/kernel";
import { type Contracts, loadOwnContracts, noObserver, type RpcObserver, type TokenVerifier } from "#mesh/rpc";
import { adminPages, openAdmin } from "./edge/admin.ts";
import { createAdmit } from "./edge/admit.ts";
import { createCacheAnswers } from "./edge/cache-answers.ts";
import type { HeaderRules } from "./edge/carry-headers.ts";
import { createConnectHandlers, type MessageLimits } from "./edge/connect-handlers.ts";
import { createCors } from "./edge/cors.ts";
import { docsPages, documentedContracts } from "./edge/docs-pages.ts";
import { type DoorLimits, openDoor, type TlsFiles } from "./edge/door.ts";
import { createCloseError, passError } from "./edge/edge-error.ts";
import type { ExchangeObserver } from "./edge/exchange.ts";
import type { HookHandler } from "./edge/hook.ts";
import { type ChannelFor, createInvoke } from "./edge/invoke.ts";
import { limitAnswers } from "./edge/limit-answers.ts";
import type { PageSource } from "./edge/page.ts";
import { probePages, type Readiness } from "./edge/probes.ts";
import { createRest } from "./edge/rest.ts";
import { createServe } from "./edge/serve.ts";
import { plainForms } from "./edge/unary/plain-form.ts";
import { createServeUnary } from "./edge/unary/serve-unary.ts";
import { createApiKeys } from "./keys/api-keys.ts";
import { keyExchange } from "./keys/exchange-key.ts";
import { createIdentify } from "./keys/identify.ts";
import { renewKeyTokens } from "./keys/renew-key-tokens.ts";
import { type CallCaps, capCalls } from "./limits/cap-calls.ts";
import { clientAddress, connectionAddress } from "./limits/client-address.ts";
import { limitCalls, type OpenCounts, type Rates } from "./limits/limit-calls.ts";
import { publicFiles, withImports } from "./own/public-files.ts";
import { registerHealth } from "./own/register-health.ts";
import { registerReflection } from "./own/register-reflection.ts";
import { keepSessions } from "./session/keep-sessions.ts";
import { createSessions } from "./session/sessions.ts";
import { writeEdgeValues } from "./session/write-edge-values.ts";
import { serveWebhook, type WebhookOptions } from "./webhooks/serve-webhook.ts";
import { stripeWebhook } from "./webhooks/stripe-webhook.ts";

export interface GatewayOptions {
  /** Every RPC in them that is not internal is routed. */
  readonly contracts: Contracts;
  readonly channelFor: ChannelFor;
  readonly tokens: TokenVerifier;
  readonly readiness: Readiness;
  readonly log: Logger;
  /** All metrics in the text format of Prometheus. */
  readonly renderMetrics: () => Promise<string>;
  readonly host: string;
  readonly port: number;
  readonly adminPort: number;
  readonly limits: DoorLimits & MessageLimits & CallCaps;
  /** How often one caller may call. Default: no limits. */
  readonly rates?: Rates;
  /** Where calls are counted. Default: in this process. */
  readonly counts?: OpenCounts;
  /** Proxies whose X-Forwarded-For counts, as addresses or networks. Default: none. */
  readonly trustedProxies?: readonly string[];
  /** Default: no origin but the gateway's own. */
  readonly corsOrigins?: readonly string[];
  /** Cookies of browser sessions go by TLS only. Default: true. */
  readonly secureCookies?: boolean;
  /** Default: cleartext. */
  readonly tls?: TlsFiles | undefined;
  /** The contracts with their comments, for /openapi.json and /docs. Default: the released ones. */
  readonly documented?: () => Contracts;
  /** Pages besides the gateway's own, by path. Default: none. */
  readonly pages?: ReadonlyMap<string, PageSource>;
  /** Headers that travel besides the edge's own. Default: none. */
  readonly headerRules?: HeaderRules;
  /** Whether errors pass as services tell them, internal ones and unknown details too. Default: false. */
  readonly openErrors?: boolean;
  readonly observer?: RpcObserver;
  readonly exchanges?: ExchangeObserver;
}

export interface Gateway {
  readonly url: string;
  readonly adminUrl: string;
  /** Shows new connections this certificate. Throws if it is not of the key, and keeps the old one. */
  renewTls(files: TlsFiles): void;
  /** Says so on /readyz, stops accepting, lets calls finish for `ms`, then closes what is left. */
  drain(ms: number): Promise<void>;
}

/** Opens the door of the market: every protocol on one port, and a port for operators. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { contracts, channelFor, log, limits, observer = noObserver } = options;
  const draining = new AbortController();
  const registry = createRegistry(contracts.registry, file_google_rpc_error_details);
  const methods = contracts.methods.filter(({ access }) => access.case !== "internal");
  const closeError = options.openErrors === true ? passError : createCloseError(registry, log);
  const { headerRules } = options;
  const { corsOrigins = [], secureCookies = true } = options;
  const sessions = createSessions({ methods, origins: corsOrigins, isSecure: secureCookies });
  const limit = limitCalls(options.rates ?? {}, options.counts);
  const asked = keyExchange(contracts, channelFor);
  const keys = asked && createApiKeys(asked);
  const admit = createAdmit({
    identify: createIdentify(options.tokens, keys),
    limit,
    keyMethod: asked?.method,
    sessions,
  });
  const passOn = writeEdgeValues(createInvoke({ channelFor, admit, closeError, observer }), methods);
  const answered = limitAnswers(keepSessions(renewKeyTokens(passOn, keys), sessions), limits.writeBytes, closeError);
  const invoke = capCalls(answered, limits, closeError);
  const probes = probePages(options.readiness, draining.signal);

  const own = loadOwnContracts();
  const services = new Set(methods.map(({ desc }) => desc.parent.typeName));
  const rpc = createConnectHandlers({
    methods,
    registry,
    invoke,
    closeError,
    limits,
    headerRules,
    own(router) {
      registerReflection(router, own.reflection, [
        ...publicFiles(contracts),
        ...withImports(file_google_rpc_error_details),
        ...own.files,
      ]);
      registerHealth(router, own.health, services, draining.signal);
    },
  });
  const cache = createCacheAnswers(methods);
  const serveUnary = createServeUnary({
    invoke,
    closeError,
    headerRules,
    cache,
    formOf: plainForms(registry),
    mostBytes: limits.readBytes,
  });
  const rest = createRest({ methods, registry, invoke, closeError, limits, cache });
  const handler = createServe({
    pages: new Map([...(options.pages ?? []), ...probes, ...docsPages(options.documented ?? documentedContracts)]),
    rpc,
    unaries: new Map(methods.filter(({ desc }) => desc.methodKind === "unary").map((method) => [method.path, method])),
    serveUnary,
    rest,
    hooks: webhooks(contracts, { channelFor, closeError }),
    addressOf: clientAddress(options.trustedProxies ?? []),
    cors: createCors(corsOrigins),
    headerRules,
    tls: options.tls !== undefined,
    bodyTimeoutMs: limits.bodyTimeoutMs,
    draining: draining.signal,
    exchanges: options.exchanges ?? (() => undefined),
    log,
  });

  const { host, port, adminPort, tls } = options;
  const report = (error: Error) => log.error("connection not accepted", { error });
  const admin = await openAdmin(adminPages(probes, options.renderMetrics), { host, port: adminPort }, report);
  const countedAs = connectionAddress(options.trustedProxies ?? []);
  const door = await openDoor(handler, { limits, address: { host, port }, report, tls, countedAs });
  return {
    url: `${tls === undefined ? "http" : "https"}://${host}:${door.port}`,
    adminUrl: `http://${host}:${admin.port}`,
    renewTls: door.renewTls,
    async drain(ms) {
      draining.abort();
      await door.drain(ms);
      await admin.close();
    },
  };
}

/** The webhooks whose RPCs are in the contracts. */
function webhooks(contracts: Contracts, options: WebhookOptions): ReadonlyMap<string, HookHandler> {
  const all = [stripeWebhook].flatMap((webhook) => {
    const method = contracts.method(webhook.method);
    return method === undefined ? [] : [[webhook.path, serveWebhook(webhook, method, options)] as const];
  });
  return new Map(all);
}
