import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import { errorCode } from "#mesh/machine";

/** What became of the calls of all clients. */
export interface Tally {
  answered: number;
  /** How often a client had to go to another address before it said anything. */
  movedOn: number;
  /** Calls on a connection that was told to go which nobody had begun with. */
  refused: number;
  readonly failed: string[];
}

export interface Load {
  /** Where to call: the first that accepts a connection is taken. */
  readonly urls: readonly string[];
  readonly tally: Tally;
  readonly signal: AbortSignal;
}

const path = "/ultramarket.testing.v1.EchoService/Echo";
const type = { "content-type": "application/json" };
const body = '{"message":"a"}';

/** One client with one connection at a time, kept alive until it is told to go. */
export async function callByHttp1({ urls, tally, signal }: Load): Promise<void> {
  const agents = new Map(urls.map((url) => [url, agentOf(url)]));
  const left = [...urls];
  while (!signal.aborted) {
    const [url = ""] = left;
    try {
      count(tally, await post(url, agents.get(url)));
    } catch (error) {
      if (errorCode(error) !== "ECONNREFUSED" || left.length === 1) tally.failed.push(`HTTP/1.1 ${error}`);
      else tally.movedOn += 1;
      if (left.length > 1) left.shift();
    }
  }
  for (const agent of agents.values()) agent.destroy();
}

function agentOf(url: string): http.Agent {
  const options = { keepAlive: true, maxSockets: 1 };
  return url.startsWith("https") ? new https.Agent({ ...options, rejectUnauthorized: false }) : new http.Agent(options);
}

function post(url: string, agent: http.Agent | undefined): Promise<string> {
  const { request } = url.startsWith("https") ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { method: "POST", headers: type, agent }, async (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve(`${response.statusCode} ${text}`)).on("error", reject);
    });
    sent.on("error", reject).end(body);
  });
}

/** One client that makes several calls at once on one connection, and a new one when it is told to go. */
export async function callByHttp2({ urls, tally, signal }: Load, atOnce: number): Promise<void> {
  const left = [...urls];
  while (!signal.aborted) {
    const session = await open(left, tally);
    let isTold = false;
    session.on("goaway", () => {
      isTold = true;
    });
    const calling = async () => {
      while (!isTold && !session.closed && !session.destroyed && !signal.aborted) {
        const outcome = await stream(session).catch((error: Error) => `HTTP/2 ${error}`);
        // Nobody has begun with a refused call (RFC 9113, section 8.7): clients make it again where they go to.
        if (outcome.includes("NGHTTP2_REFUSED_STREAM")) tally.refused += 1;
        else count(tally, outcome);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, calling));
    session.close();
  }
}

async function open(left: string[], tally: Tally): Promise<http2.ClientHttp2Session> {
  for (;;) {
    const session = http2.connect(left[0] ?? "", { rejectUnauthorized: false });
    const failure = await new Promise<unknown>((resolve) => {
      session.once("connect", () => resolve(undefined));
      session.on("error", resolve);
    });
    if (failure === undefined) return session;
    if (errorCode(failure) !== "ECONNREFUSED" || left.length === 1) tally.failed.push(`HTTP/2 connect ${failure}`);
    else tally.movedOn += 1;
    if (left.length > 1) left.shift();
  }
}

function stream(session: http2.ClientHttp2Session): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = session.request({ ":method": "POST", ":path": path, ...type });
    let status = 0;
    let text = "";
    sent.on("response", (head) => {
      status = head[":status"] ?? 0;
    });
    sent.on("data", (chunk) => {
      text += chunk;
    });
    sent.on("error", reject).on("close", () => resolve(`${status} ${text}`));
    sent.end(body);
  });
}

function count(tally: Tally, outcome: string): void {
  if (outcome === '200 {"message":"a"}') tally.answered += 1;
  else tally.failed.push(outcome);
}
