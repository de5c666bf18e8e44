import { GetProductRequest, ListProductsRequest } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import type { HttpRequest } from "../load/http-client.ts";

/** One read of the market, as every protocol puts it. */
export interface Message {
  readonly service: "ultramarket.product.v1.ProductService";
  readonly method: string;
  /** By turns. */
  readonly asked: readonly Asked[];
}

interface Asked {
  readonly json: object;
  readonly bytes: Uint8Array;
  /** Target of the REST request. */
  readonly path: string;
}

const service = "ultramarket.product.v1.ProductService";

export function getProduct(productIds: readonly string[]): Message {
  const asked = productIds.map((productId) => ({
    json: { product_id: productId },
    bytes: GetProductRequest.encode(GetProductRequest.fromPartial({ productId })).finish(),
    path: `/v1/products/${productId}`,
  }));
  return { service, method: "GetProduct", asked };
}

export function listProducts(pageSize: number): Message {
  const bytes = ListProductsRequest.encode(ListProductsRequest.fromPartial({ pageSize })).finish();
  return {
    service,
    method: "ListProducts",
    asked: [{ json: { page_size: pageSize }, bytes, path: `/v1/products?page_size=${pageSize}` }],
  };
}

export const pathOf = ({ service, method }: Message): string => `/${service}/${method}`;

/** What the door takes without a gRPC client. */
export const overHttp = {
  connect: (message: Message): HttpRequest[] =>
    message.asked.map(({ bytes }) => posted(pathOf(message), "application/proto", bytes)),
  connectJson: (message: Message): HttpRequest[] =>
    message.asked.map(({ json }) => posted(pathOf(message), "application/json", Buffer.from(JSON.stringify(json)))),
  rest: (message: Message): HttpRequest[] => message.asked.map(({ path }) => ({ method: "GET", path, headers: {} })),
} as const;

export type HttpProtocol = keyof typeof overHttp;

/** Renames products by REST, each request under a key of its own. */
export function renames(productIds: readonly string[], token: string, count: number): HttpRequest[] {
  const run = Date.now();
  return Array.from({ length: count }, (_, index) => {
    const path = `/v1/products/${productIds[index % productIds.length]}?update_mask=name&request_id=${run}-${index}`;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    return { method: "PATCH", path, headers, body: Buffer.from(JSON.stringify({ name: `Chair ${run} ${index}` })) };
  });
}

function posted(path: string, contentType: string, body: Uint8Array): HttpRequest {
  return { method: "POST", path, headers: { "content-type": contentType, "connect-protocol-version": "1" }, body };
}
