import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TlsIdentity } from "#mesh/rpc";
import { grpcSender } from "../load/grpc-client.ts";
import { type HttpRequest, http1Sender, http2Sender, type Send } from "../load/http-client.ts";
import { buyAll, type JourneyLoad } from "../load/journey.ts";
import { type Pace, paced } from "../load/paced.ts";
import { answer } from "./asked.ts";

/** The load generator, apart from what it measures. Connections are kept between rounds. */
export interface HttpLoad extends Pace {
  readonly origin: string;
  readonly version: 1 | 2;
  /** Sent by turns. */
  readonly from: readonly HttpRequest[];
}

export interface GrpcLoad extends Pace {
  readonly address: string;
  readonly path: string;
  /** Encoded requests, sent by turns. */
  readonly from: readonly Uint8Array[];
  readonly tls?: TlsIdentity | undefined;
}

const senders = new Map<string, Send>();
const callers = new Map<string, ReturnType<typeof grpcSender>>();

function keep<T>(kept: Map<string, T>, key: string, make: () => T): T {
  const value = kept.get(key) ?? make();
  kept.set(key, value);
  return value;
}

answer({
  http({ origin, version, from, ...pace }: HttpLoad) {
    const send = keep(senders, `${origin} ${version}`, () => (version === 1 ? http1Sender : http2Sender)(origin));
    return paced(pace, (index) => send(from[index % from.length] as HttpRequest));
  },
  grpc({ address, path, from, tls, ...pace }: GrpcLoad) {
    const call = keep(callers, address, () => grpcSender(address, tls));
    return paced(pace, (index) => call(path, from[index % from.length] as Uint8Array));
  },
  journeys: (load: JourneyLoad) => buyAll(load),
  /** A collector that takes traces and forgets them; answers its URL. */
  async collectTraces() {
    const server = createServer((request, response) => request.resume().on("end", () => response.end()));
    server.listen(0, "127.0.0.1").unref();
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
});
