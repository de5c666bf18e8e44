import { type Channel, grpcChannel, inProcessChannel, type RpcCore, type TlsIdentity } from "#mesh/rpc";
import type { Closable } from "./resources.ts";

export interface DirectoryOptions {
  /** The services of this process. */
  readonly hosted: ReadonlySet<string>;
  /** What serves them. Fails while they start. */
  core(): RpcCore;
  /** Where the others are, "host:port" by name; the rest is at <service>:50051. */
  readonly peers: ReadonlyMap<string, string>;
  readonly tls: TlsIdentity | undefined;
  /** What is wrapped around each way to another service. */
  guard(service: string, channel: Channel): Channel;
}

/** Finds the way to every service. */
export interface Directory extends Closable {
  /** Within this process calls carry the workload's name; across processes, the identity of the certificate. */
  channelTo(service: string, workload: string): Channel;
}

export function createDirectory({ hosted, core, peers, tls, guard }: DirectoryOptions): Directory {
  const channels = new Map<string, Channel>();
  const open = (service: string, workload: string): Channel => {
    if (hosted.has(service)) return lazily(() => inProcessChannel(core(), workload));
    const address = peers.get(service) ?? `${service}:50051`;
    return grpcChannel(tls === undefined ? { address } : { address, tls: { ...tls, server: service } });
  };
  return {
    channelTo(service, workload) {
      const key = `${workload}>${service}`;
      const channel = channels.get(key) ?? guard(service, open(service, workload));
      channels.set(key, channel);
      return channel;
    },
    async close() {
      await Promise.all([...channels.values()].map((channel) => channel.close()));
    },
  };
}

/** "product=127.0.0.1:4001", ... as a map from service to address. */
export function peersOf(peers: readonly string[]): ReadonlyMap<string, string> {
  return new Map(peers.map((peer) => [peer.slice(0, peer.indexOf("=")), peer.slice(peer.indexOf("=") + 1)]));
}

/** The service a contract belongs to: "product" for "ultramarket.product.v1.ProductService". */
export function serviceOf(typeName: string): string {
  const [, service] = typeName.split(".");
  if (service === undefined) throw new TypeError(`${typeName} is in no service's package`);
  return service;
}

/** A channel that is made when it is first used. */
function lazily(make: () => Channel): Channel {
  let made: Channel | undefined;
  const channel = () => {
    made ??= make();
    return made;
  };
  return {
    unary: async (path, request, options) => channel().unary(path, request, options),
    stream: (path, requests, options) => channel().stream(path, requests, options),
    close: async () => made?.close(),
  };
}
