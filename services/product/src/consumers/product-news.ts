import { setTimeout as sleep } from "node:timers/promises";
import { isNativeError } from "node:util/types";
import type { EventLog, LogRead } from "#mesh/events";
import type { ProductNews, ProductNewsSource } from "../app/ports.ts";

const subjects = ["product.v1.product_created", "product.v1.product_updated"];
const stretch = 500;
const pauseMs = 250;

export interface NewsFromLog extends ProductNewsSource {
  /** To be told of the log before anything is asked. */
  readFrom(log: EventLog): void;
}

type Decode = (subject: string, payload: Uint8Array) => Omit<ProductNews, "position">;

/** News out of the log of all events, which each stream reads at its own pace: at its end four times a second. */
export function newsFromLog(decode: Decode): NewsFromLog {
  let source: EventLog | undefined;
  const read = (after: bigint): Promise<LogRead> => {
    if (source === undefined) throw new Error("the log is not there yet");
    return source.read({ after, length: stretch, subjects });
  };
  return {
    readFrom(log) {
      source = log;
    },
    end: async () => ({ after: (await read(0n)).end, skipped: 0 }),
    async *after(start, signal) {
      let { after, skipped } = start;
      while (!signal.aborted) {
        const { events, position, end } = await read(after);
        for (const { subject, payload } of events.slice(skipped)) {
          skipped += 1;
          yield { position: { after, skipped }, ...decode(subject, payload) };
        }
        if (position === end) await pause(signal);
        else [after, skipped] = [position, 0];
      }
    },
  };
}

async function pause(signal: AbortSignal): Promise<void> {
  await sleep(pauseMs, undefined, { signal }).catch((error: unknown) => {
    if (!isNativeError(error) || error.name !== "AbortError") throw error;
  });
}
