import { setTimeout as sleep } from "node:timers/promises";

export interface SettleOptions<T> {
  readonly isRight: (value: T) => boolean;
  /** How long it may stay as it is before it counts as final. */
  readonly stillMs?: number | undefined;
  readonly pauseMs?: number;
}

/** Reads until it is right, or has not changed for a while: followers are seconds behind. */
export async function settled<T>(
  read: () => Promise<T>,
  { isRight, stillMs = 20_000, pauseMs = 500 }: SettleOptions<T>,
): Promise<T> {
  let [last, since] = ["", Date.now()];
  for (;;) {
    const value = await read();
    if (isRight(value)) return value;
    const text = JSON.stringify(value, plain);
    if (text !== last) [last, since] = [text, Date.now()];
    if (Date.now() - since > stillMs) return value;
    await sleep(pauseMs);
  }
}

function plain(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  return value instanceof Map ? [...value] : value;
}
