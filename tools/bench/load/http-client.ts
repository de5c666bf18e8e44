import { Agent, request as request1 } from "node:http";
import { type ClientHttp2Session, connect } from "node:http2";

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
}

/** Sends a request; true if the answer arrived whole with the status 200 (and, for gRPC, 0). */
export type Send = (request: HttpRequest) => Promise<boolean>;

const patienceMs = 10_000;

/** Requests over one cleartext HTTP/2 connection, opened anew when it breaks. */
export function http2Sender(origin: string): Send {
  let session: ClientHttp2Session | undefined;
  const open = () => {
    if (session === undefined || session.destroyed || session.closed) {
      session = connect(origin).on("error", () => {});
      session.unref();
    }
    return session;
  };
  return ({ method, path, headers, body }) =>
    new Promise((resolve) => {
      const stream = open().request(
        { ":method": method, ":path": path, ...headers },
        { endStream: body === undefined },
      );
      let isWell = false;
      stream.on("response", (answer) => {
        isWell = answer[":status"] === 200;
      });
      stream.setTimeout(patienceMs, () => stream.destroy());
      stream.on("error", () => resolve(false));
      stream.on("close", () => resolve(isWell));
      stream.resume();
      if (body !== undefined) stream.end(body);
    });
}

/** Requests over up to 64 kept connections of HTTP/1.1. */
export function http1Sender(origin: string): Send {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return ({ method, path, headers, body }) =>
    new Promise((resolve) => {
      const sent = request1(`${origin}${path}`, { method, headers, agent, timeout: patienceMs }, (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode === 200));
      });
      sent.on("timeout", () => sent.destroy());
      sent.on("error", () => resolve(false));
      sent.end(body);
    });
}
