import { addressRangeOf, type Client } from "../domain/client.ts";

interface SaidOfClient {
  readonly clientAddress: string;
  readonly clientUserAgent: string;
}

/** What is kept of what the gateway says of a caller. */
export function clientOf({ clientAddress, clientUserAgent }: SaidOfClient): Client {
  return { userAgent: clientUserAgent, addressRange: addressRangeOf(clientAddress) };
}
