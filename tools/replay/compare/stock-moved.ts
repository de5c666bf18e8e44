import { isServiceCode } from "../../online-retail/mod.ts";
import type { Entry } from "../plan/entry.ts";

/** Adds what an entry does to the stock of each code; of service codes there is none. */
export function addMoved(moved: Map<string, bigint>, entry: Entry): void {
  for (const { code, quantity } of movesOf(entry)) {
    if (!isServiceCode(code)) moved.set(code, (moved.get(code) ?? 0n) + quantity);
  }
}

function movesOf(entry: Entry): readonly { readonly code: string; readonly quantity: bigint }[] {
  switch (entry.kind) {
    case "order":
      return entry.lines.map(({ code, quantity }) => ({ code, quantity: -quantity }));
    case "cancellation":
      return entry.returns.flatMap(({ lines }) => lines);
    case "adjustment":
      return entry.lines;
  }
}
