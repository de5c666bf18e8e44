import { once } from "node:events";
import type { Writable } from "node:stream";

/** Writes all items to a stream no faster than it takes them; stops reading them when the signal fires. */
export async function writeAll(stream: Writable, items: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  for await (const item of items) {
    if (signal.aborted) return;
    if (!stream.write(item)) await once(stream, "drain", { signal });
  }
}
