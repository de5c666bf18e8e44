import type { Caller } from "#mesh/kernel";
import type { ChosenPrice } from "../domain/choose-price.ts";
import { refuse } from "../domain/errors.ts";
import type { VariantId } from "../domain/price.ts";
import { batchGetPrices } from "./batch-get-prices.ts";
import type { PricingPorts } from "./ports.ts";

export interface WatchPrices {
  readonly variantIds: readonly VariantId[];
  readonly currencyCode: string;
  /** Empty for a new stream. */
  readonly resumeToken: string;
  /** Fires when nobody listens any more. */
  readonly signal: AbortSignal;
}

/** What a variant costs from now on, or that it has no price any more; neither says only where the stream stands. */
export interface WatchedPrice {
  readonly price?: ChosenPrice | undefined;
  readonly unpricedVariantId?: VariantId | undefined;
  readonly resumeToken: string;
}

/** The mark of a variant without a price; others are of the same length, in hexadecimal digits. */
const noMark = "000000000000";
const marksInHex = /.{12}/g;

/**
 * The prices of variants, then each that changes, by one query a beat. A token holds a mark of each price that was told,
 * so that a stream which goes on tells what has changed since, whatever changed it. Fails with RESUME_TOKEN_INVALID.
 */
export const watchPrices = (ports: PricingPorts) => {
  const read = batchGetPrices(ports);
  const markOf = (text: string) => ports.digest(text).slice(0, noMark.length);
  return async function* (caller: Caller, wanted: WatchPrices): AsyncGenerator<WatchedPrice> {
    const { variantIds, currencyCode, resumeToken, signal } = wanted;
    const name = markOf(`${currencyCode} ${variantIds.join(" ")}`);
    const told = marksOf(resumeToken, name, wanted);
    const token = () => tokenOf(name, told, wanted);
    yield { resumeToken: token() };
    for await (const _ of ports.pulse(signal)) {
      const prices = await read(caller, { variantIds, currencyCode, quantity: 1n, customerGroup: "" });
      const found = new Map(prices.map((price) => [price.variantId, price]));
      for (const variantId of variantIds) {
        const price = found.get(variantId);
        const mark = price === undefined ? noMark : markOf(textOf(price));
        if (told.get(variantId) === mark) continue;
        const isNew = !told.has(variantId) && price === undefined;
        told.set(variantId, mark);
        if (isNew) continue;
        yield price === undefined
          ? { unpricedVariantId: variantId, resumeToken: token() }
          : { price, resumeToken: token() };
      }
    }
  };
};

/** A name of what is watched, then the mark of each variant in its order; variants not told yet have none. */
function tokenOf(name: string, told: ReadonlyMap<VariantId, string>, { variantIds }: WatchPrices): string {
  const marks = variantIds.map((variantId) => told.get(variantId) ?? noMark);
  return Buffer.from([name, ...marks].join(""), "hex").toString("base64url");
}

function marksOf(resumeToken: string, wantedName: string, { variantIds }: WatchPrices): Map<VariantId, string> {
  if (resumeToken === "") return new Map();
  const hex = Buffer.from(resumeToken, "base64url").toString("hex");
  const [name, ...marks] = hex.match(marksInHex) ?? [];
  const fits = name === wantedName && hex.length === noMark.length * (variantIds.length + 1);
  if (!fits) throw refuse("RESUME_TOKEN_INVALID");
  return new Map(variantIds.map((variantId, index) => [variantId, marks[index] ?? noMark]));
}

function textOf(price: ChosenPrice): string {
  return JSON.stringify(price, (_, item: unknown) => (typeof item === "bigint" ? item.toString() : item));
}
