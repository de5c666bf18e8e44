import { GetProductResponse, ListProductsResponse } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { RepeatRequest, RepeatResponse } from "#gen/grpc/ultramarket/testing/v1/echo_service.ts";
import { encodeProduct } from "../../../services/product/src/rpc/encode.ts";
import { generateProducts } from "../stage/generate-products.ts";
import { getProduct, listProducts, type Message, pathOf } from "../stage/messages.ts";

/** What is asked of the gateway, and the encoded answers. */
export interface Fixtures {
  readonly get: Message;
  readonly list: Message;
  readonly stream: { readonly path: string; readonly request: Uint8Array };
  /** By path. */
  readonly answers: Readonly<Record<string, Uint8Array>>;
  readonly streams: Readonly<Record<string, { readonly message: Uint8Array; readonly times: number }>>;
}

export const listed = 200;
export const streamed = 10_000;

/** Products as a shop has them: one, a list of 200, and a stream of 10,000 short messages. */
export function makeFixtures(): Fixtures {
  const products = generateProducts(listed, 10, new Date("2026-01-01T00:00:00Z")).map(encodeProduct);
  const get = getProduct(products.slice(0, 1).map(({ productId }) => productId));
  const list = listProducts(listed);
  const path = "/ultramarket.testing.v1.EchoService/Repeat";
  const message = "a price has changed";
  return {
    get,
    list,
    stream: { path, request: RepeatRequest.encode(RepeatRequest.fromPartial({ message, count: streamed })).finish() },
    answers: {
      [pathOf(get)]: GetProductResponse.encode(GetProductResponse.fromPartial({ product: products[0] })).finish(),
      [pathOf(list)]: ListProductsResponse.encode(ListProductsResponse.fromPartial({ products })).finish(),
    },
    streams: { [path]: { message: RepeatResponse.encode({ message }).finish(), times: streamed } },
  };
}
