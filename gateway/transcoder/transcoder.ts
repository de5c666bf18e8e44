import type { DescMethod, Registry } from "@bufbuild/protobuf";
import { preferred } from "./accept.ts";
import { answerKnown, answerWhole } from "./answer.ts";
import { answersRaw, compileJsonAnswer, compileRawAnswer } from "./answer-body.ts";
import { answerRawStream, answerStream, elementsUntilAborted } from "./answer-stream.ts";
import { compileRoutes, type Route } from "./compile.ts";
import { contentCoding, decompress, hasBody, requireJson } from "./content.ts";
import { type Timeout, timeoutOf } from "./deadline.ts";
import { type CompleteStatus, createErrorAnswers, type HiddenErrors } from "./errors.ts";
import { type Exchange, openExchange, untilAborted } from "./exchange.ts";
import { defaultHeaders, type HeaderLists, headersOn, setHeadersBack } from "./headers.ts";
import { type HttpRequest, type HttpResponse, header } from "./http.ts";
import { splitPath, splitTarget } from "./path.ts";
import { readRequestBody } from "./read-body.ts";
import { encodeRequest, takesRawBody } from "./request.ts";
import { createRouter, type Match } from "./router.ts";
import { Code, methodNotAllowed, notAcceptable, pathNotFound, StatusError } from "./status.ts";
import { streamFormats, streamTypes } from "./stream-format.ts";
import type { CallContext, Upstream } from "./upstream.ts";

export interface TranscoderOptions {
  /** The contracts: the services to serve, and every type an Any may hold. */
  readonly registry: Registry;
  /** Which RPCs are served, of those that have a google.api.http rule; what it throws stops the start. */
  methods(method: DescMethod): boolean;
  readonly upstream: Upstream;
  readonly hidden: HiddenErrors;
  /** Completes every status that is not hidden, the transcoder's own ones too. Left out, they go as they are. */
  readonly complete?: CompleteStatus;
  readonly limits?: Partial<Limits>;
  readonly headers?: Partial<HeaderLists>;
  /** Marks the good answer of a unary call for caches; true if the client has it already: it is answered 304, without it. */
  readonly isKnown?: IsKnown;
  /** Told which route a request takes, before anything else of it is read. It must not throw. */
  readonly onRoute?: (route: Route, request: HttpRequest) => void;
}

/** `body` is what would be sent, before it is compressed. */
export type IsKnown = (
  method: DescMethod,
  body: Uint8Array,
  exchange: Pick<Exchange, "request" | "response">,
) => boolean;

export interface Limits {
  /** Of a request's body, decompressed. 1 MiB unless set. */
  readonly maxBodyBytes: number;
  /** How large an answer must be to be compressed, in bytes. 1,024 unless set. */
  readonly compressOver: number;
  /** How long a call may take. 30 s unless the client asks for less. */
  timeout(method: DescMethod): Timeout;
}

export interface Transcoder {
  /** Answers one request, errors included; never rejects. */
  handle(request: HttpRequest, response: HttpResponse): Promise<void>;
  readonly routes: readonly Route[];
}

const defaultLimits: Limits = {
  maxBodyBytes: 1024 * 1024,
  compressOver: 1024,
  timeout: () => ({ default: 30_000, max: 30_000 }),
};

interface Context {
  readonly options: TranscoderOptions;
  readonly limits: Limits;
  readonly headers: HeaderLists;
  readonly errorAnswer: ReturnType<typeof createErrorAnswers>;
}

/** Serves the RPCs of a contract as REST by their google.api.http rules. Throws RulesError for rules it cannot serve. */
export function createTranscoder(options: TranscoderOptions): Transcoder {
  const routes = compileRoutes(options.registry, options.methods);
  const router = createRouter(routes);
  const context: Context = {
    options,
    limits: { ...defaultLimits, ...options.limits },
    headers: { ...defaultHeaders, ...options.headers },
    errorAnswer: createErrorAnswers(options.registry, options.hidden, options.complete ?? ((status) => status)),
  };
  const handlers = new Map(routes.map((route) => [route, compileHandler(route, context)]));
  return {
    routes,
    async handle(request, response) {
      const exchange = openExchange(request, response);
      try {
        const { path, query } = splitTarget(request.url ?? "");
        const segments = splitPath(path);
        const found = segments === undefined ? { allow: [] } : router.find(request.method ?? "", segments);
        if (!("route" in found)) throw found.allow.length > 0 ? methodNotAllowed(found.allow) : pathNotFound();
        exchange.method = found.route.method;
        options.onRoute?.(found.route, request);
        await handlers.get(found.route)?.(exchange, found, query);
      } catch (error) {
        await answerError(exchange, error, context);
      } finally {
        exchange.end();
      }
    },
  };
}

type Handler = (exchange: Exchange, match: Match, query: string) => Promise<void>;

function compileHandler(route: Route, context: Context): Handler {
  switch (route.method.methodKind) {
    case "unary":
      return compileUnary(route, context);
    case "server_streaming":
      return answersRaw(route) ? compileRawStreaming(route, context) : compileStreaming(route, context);
    default:
      return () => Promise.reject(new StatusError(Code.UNIMPLEMENTED, "client streams are not available by REST"));
  }
}

function compileUnary(route: Route, context: Context): Handler {
  const jsonAnswer = compileJsonAnswer(route, context.options.registry);
  const rawAnswer = compileRawAnswer(route);
  const isRaw = answersRaw(route);
  return async (exchange, match, query) => {
    const call = callContext(exchange, route, context);
    const request = await readRequest(exchange, match, query, context);
    const work = context.options.upstream.unary(route.method, request, call);
    const answer = await untilAborted(work, exchange.signal);
    const body = isRaw
      ? rawAnswer(answer.message)
      : { contentType: "application/json", bytes: jsonAnswer(answer.message) };
    setHeadersBack(exchange.response, answer.headers, context.headers);
    if (context.options.isKnown?.(route.method, body.bytes, exchange) === true) return answerKnown(exchange);
    await answerWhole(exchange, 200, body, context.limits.compressOver);
  };
}

function compileStreaming(route: Route, context: Context): Handler {
  const jsonAnswer = compileJsonAnswer(route, context.options.registry);
  return async (exchange, match, query) => {
    const type = preferred(header(exchange.request, "accept"), streamTypes);
    if (type === undefined) throw notAcceptable(streamTypes);
    const answers = await openStream(exchange, match, query, context);
    const errorJson = (error: unknown) => context.errorAnswer(reasonOf(exchange, error), route.method).json;
    await answerStream(exchange, mapped(answers, jsonAnswer), streamFormats[type], errorJson);
  };
}

function compileRawStreaming(route: Route, context: Context): Handler {
  const rawAnswer = compileRawAnswer(route);
  return async (exchange, match, query) => {
    const answers = await openStream(exchange, match, query, context);
    await answerRawStream(exchange, mapped(answers, rawAnswer));
  };
}

async function openStream(exchange: Exchange, match: Match, query: string, context: Context) {
  const { method } = match.route;
  const call = callContext(exchange, match.route, context);
  const request = await readRequest(exchange, match, query, context);
  return elementsUntilAborted(context.options.upstream.stream(method, one(request), call), exchange.signal);
}

async function* one<T>(value: T): AsyncGenerator<T> {
  yield value;
}

async function* mapped<T, U>(items: AsyncIterable<T>, change: (item: T) => U): AsyncGenerator<U> {
  for await (const item of items) yield change(item);
}

function callContext(exchange: Exchange, route: Route, { limits, headers }: Context): CallContext {
  const { request, signal } = exchange;
  const deadline = exchange.startTimer(timeoutOf(request, limits.timeout(route.method)));
  return { request, headers: headersOn(request, headers), deadline, signal };
}

/** Reads and checks the request: content type and coding before size, size before content. */
async function readRequest({ request, signal }: Exchange, match: Match, query: string, { limits, options }: Context) {
  const { body: rule, method } = match.route;
  const coding = contentCoding(request);
  const contentType = header(request, "content-type");
  const wantsJson = rule.kind !== "none" && !takesRawBody(rule, method.input);
  if (wantsJson) requireJson(contentType, !hasBody(request));
  const encoded = await readRequestBody(request, limits.maxBodyBytes, signal);
  const body = await decompress(encoded, coding, limits.maxBodyBytes);
  signal.throwIfAborted();
  return encodeRequest(match, { query, body, contentType: contentType ?? "" }, options.registry);
}

/** Why a call failed: what fired the signal explains what failed because of it. */
function reasonOf({ signal }: Exchange, error: unknown): unknown {
  return signal.aborted ? signal.reason : error;
}

async function answerError(exchange: Exchange, error: unknown, context: Context): Promise<void> {
  const { request, response } = exchange;
  const answer = context.errorAnswer(reasonOf(exchange, error), exchange.method);
  if (exchange.isAbandoned() || response.headersSent) return;
  setHeadersBack(response, answer.back, context.headers);
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (request.httpVersionMajor === 1 && hasBody(request) && !request.complete)
    response.setHeader("connection", "close");
  const body = { contentType: "application/json", bytes: Buffer.from(answer.json) };
  await answerWhole(exchange, answer.httpStatus, body, context.limits.compressOver);
}
