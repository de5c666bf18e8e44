import { BlockList, isIP, isIPv4, SocketAddress } from "node:net";
import { ConfigError } from "#mesh/config";
import { type EdgeHeaders, type EdgeRequest, headerOf } from "../edge/http.ts";

/** Tells the address a request comes from, for counting: IPv4 as it is, of IPv6 the /64 a single customer is given. */
export type ClientAddress = (request: EdgeRequest) => string;

/** A request whose connection is gone already; nobody reads its answer. */
const gone = "unknown";

/**
 * The address at the other end of the connection. If that is one of the proxies, such as "10.0.0.0/8" or "::1", it is
 * the last address of `X-Forwarded-For` that is none: what stands before it is only a claim. Throws ConfigError for
 * a proxy that is neither an address nor a network.
 */
export function clientAddress(proxies: readonly string[]): ClientAddress {
  const trusted = networks(proxies);
  return (request) => {
    let address = peerOf(request);
    if (address === undefined) return gone;
    if (proxies.length === 0) return counted(plain(address));
    for (const claim of forwardedBy(request.headers).toReversed()) {
      if (!isTrusted(trusted, plain(address))) break;
      const forwarded = addressIn(claim.trim());
      if (forwarded === undefined) break;
      address = forwarded;
    }
    return counted(plain(address));
  };
}

/** What the address of a connection counts as; undefined for those of the proxies, who connect for many. */
export function connectionAddress(proxies: readonly string[]): (address: string) => string | undefined {
  const trusted = networks(proxies);
  return (address) => (isTrusted(trusted, plain(address)) ? undefined : counted(plain(address)));
}

/** HTTP/2 throws for the socket of a session that has ended. */
function peerOf(request: EdgeRequest): string | undefined {
  if (!("stream" in request)) return request.socket.remoteAddress;
  const { session } = request.stream;
  return session === undefined || session.destroyed ? undefined : session.socket.remoteAddress;
}

function forwardedBy(headers: EdgeHeaders): readonly string[] {
  return headerOf(headers, "x-forwarded-for")?.split(",") ?? [];
}

/** Some proxies add the port: "192.0.2.1:4711", "[2001:db8::1]:4711". */
function addressIn(claim: string): string | undefined {
  return isIP(claim) > 0 ? claim : SocketAddress.parse(claim)?.address;
}

/** An IPv4 address in IPv6 clothes, as dual-stack sockets show it, without them. */
function plain(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address;
}

function counted(address: string): string {
  if (isIPv4(address)) return address;
  const [head = "", tail] = address.replace(/%.*$/, "").split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - groups.length - after.length }, () => "0");
  const network = [...groups, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}

function networks(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [, address = "", prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(proxy) ?? [];
    const family = isIP(address);
    const longest = family === 4 ? 32 : 128;
    const length = prefix === undefined ? longest : Number(prefix);
    if (family === 0 || length > longest) {
      const text = `"${proxy}" was given, an address or a network such as 10.0.0.0/8 is wanted`;
      throw new ConfigError([{ name: "GATEWAY_TRUSTED_PROXIES", text }]);
    }
    list.addSubnet(address, length, family === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

function isTrusted(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family > 0 && list.check(address, family === 4 ? "ipv4" : "ipv6");
}
