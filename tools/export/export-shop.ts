import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Transport } from "@connectrpc/connect";
import { readCategoryPaths, readProducts } from "./read-catalogue.ts";
import { type ShopProduct, shopProductOf } from "./shop-product.ts";
import { addNames, csvHeader, csvRows, type NamedColumns } from "./write-csv.ts";

export interface ExportOptions {
  readonly transport: Transport;
  /** CSV if it ends in ".csv", else NDJSON; packed if it ends in ".gz" besides. It is there once it is whole. */
  readonly file: string;
  /** Told how many products are written. */
  readonly onProgress?: (products: number) => void;
}

export interface Exported {
  readonly products: number;
  readonly variants: number;
}

/**
 * Writes the catalogue as `um import shop` reads it, without stock and whatever files do not tell of, and without products
 * that have no variant. Memory stays flat.
 */
export async function exportShop({ transport, file, onProgress }: ExportOptions): Promise<Exported> {
  const pathOf = await readCategoryPaths(transport);
  const counts = { products: 0, variants: 0 };
  async function* products(): AsyncGenerator<ShopProduct, void> {
    for await (const some of readProducts(transport)) {
      for (const product of some) {
        if (product.variants.length > 0) yield shopProductOf(product, pathOf);
      }
    }
  }
  async function* counted(): AsyncGenerator<ShopProduct, void> {
    for await (const product of products()) {
      counts.products += 1;
      counts.variants += product.variants.length;
      if (counts.products % 1_000 === 0) onProgress?.(counts.products);
      yield product;
    }
  }
  const isCsv = /\.csv(\.gz)?$/.test(file);
  const lines = isCsv ? csvLines(counted(), await namesOf(products())) : jsonLines(counted());
  const part = `${file}.part`;
  const packed = file.endsWith(".gz") ? [createGzip()] : [];
  await pipeline([Readable.from(lines), ...packed, createWriteStream(part)]);
  await rename(part, file);
  return counts;
}

async function* jsonLines(products: AsyncIterable<ShopProduct>): AsyncGenerator<string, void> {
  for await (const product of products) yield `${JSON.stringify(product)}\n`;
}

/** The header names every option and attribute there is, so the catalogue is read twice. */
async function namesOf(products: AsyncIterable<ShopProduct>): Promise<NamedColumns> {
  const names = { options: new Set<string>(), attributes: new Set<string>() };
  for await (const product of products) addNames(names, product);
  return names;
}

async function* csvLines(products: AsyncIterable<ShopProduct>, names: NamedColumns): AsyncGenerator<string, void> {
  yield csvHeader(names);
  for await (const product of products) yield csvRows(product, names);
}
