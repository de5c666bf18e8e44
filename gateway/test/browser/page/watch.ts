import { createClient } from "@connectrpc/connect";
import { ProductService } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { transportOf } from "./rpc-shop.ts";

export interface WatchOptions {
  /** By REST a browser reads events on its own. */
  readonly way: "connect" | "grpc-web" | "rest";
  readonly baseUrl: string;
}

interface Watch {
  /** The name of the next product that changes. */
  next(): Promise<string>;
  close(): void;
}

let watch: Watch | undefined;

/** Watches the catalogue, from when this answers. */
export async function openWatch({ way, baseUrl }: WatchOptions): Promise<void> {
  const opened = way === "rest" ? watchEvents(baseUrl) : watchCalls(way, baseUrl);
  await opened.next();
  watch = opened;
}

/** The name of the next product that changes. */
export function nextProduct(): Promise<string> {
  return watch?.next() ?? Promise.reject(new Error("nothing is watched"));
}

export async function closeWatch(): Promise<void> {
  watch?.close();
}

function watchCalls(way: "connect" | "grpc-web", baseUrl: string): Watch {
  const leave = new AbortController();
  const client = createClient(ProductService, transportOf(way, baseUrl, globalThis.fetch));
  const answers = client.watchProducts({}, { signal: leave.signal })[Symbol.asyncIterator]();
  return {
    async next() {
      const { value } = await answers.next();
      return value?.change.case === "product" ? value.change.value.name : "";
    },
    close: () => leave.abort(),
  };
}

function watchEvents(baseUrl: string): Watch {
  const source = new EventSource(`${baseUrl}/v1/products:watch`);
  const told: string[] = [];
  let wake = () => {};
  source.onmessage = ({ data }) => {
    told.push((JSON.parse(data) as { product?: { name: string } }).product?.name ?? "");
    wake();
  };
  return {
    async next() {
      while (told.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return told.shift() ?? "";
    },
    close: () => source.close(),
  };
}
