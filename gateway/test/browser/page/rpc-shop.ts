import { createClient, type Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";
import { AuthService } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { CartService } from "#gen/es/ultramarket/order/v1/cart_service_pb.js";
import { OrderState } from "#gen/es/ultramarket/order/v1/order_pb.js";
import { OrderService } from "#gen/es/ultramarket/order/v1/order_service_pb.js";
import { ProductService } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import type { Session } from "./session.ts";
import type { Shop } from "./shop.ts";

/** How connect-web speaks: Connect in JSON with GET for reads, Connect in Protobuf, or gRPC-web. */
export type RpcWay = "connect-json" | "connect" | "grpc-web";

export function transportOf(way: RpcWay, baseUrl: string, fetch: Session["fetch"]): Transport {
  if (way === "grpc-web") return createGrpcWebTransport({ baseUrl, fetch });
  return createConnectTransport({ baseUrl, fetch, useBinaryFormat: way === "connect", useHttpGet: true });
}

export function rpcShop(way: RpcWay, baseUrl: string, session: Session): Shop {
  const transport = transportOf(way, baseUrl, session.fetch);
  const auth = createClient(AuthService, transport);
  const products = createClient(ProductService, transport);
  const carts = createClient(CartService, transport);
  const orders = createClient(OrderService, transport);
  const update = async (cart: { cartId: string; [field: string]: unknown }, paths: string[]) =>
    void (await carts.updateCart({ ...cart, updateMask: { paths } }));
  return {
    async startGuest() {
      const { accessToken } = await auth.startGuestSession({});
      session.keep(accessToken);
    },
    async browse() {
      const { products: found } = await products.listProducts({ pageSize: 10 });
      return found.flatMap(({ variants }) => variants.map(({ variantId }) => variantId));
    },
    createCart: async (currencyCode) => (await carts.createCart({ currencyCode })).cart?.cartId ?? "",
    addLine: async (cartId, variantId, quantity) =>
      void (await carts.addCartLine({ cartId, variantId, quantity: BigInt(quantity) })),
    setDelivery: (cartId, delivery) => update({ cartId, cart: delivery }, ["email", "shipping_address"]),
    async shippingOptions(cartId) {
      const { shippingOptions } = await carts.getShippingOptions({ cartId });
      return shippingOptions.map(({ shippingMethodId }) => shippingMethodId);
    },
    setShipping: (cartId, shippingMethodId) => update({ cartId, cart: { shippingMethodId } }, ["shipping_method_id"]),
    async checkout(cartId, paymentMethod, requestId) {
      return (await carts.checkoutCart({ cartId, paymentMethod, requestId })).order?.orderId ?? "";
    },
    async orderState(orderId) {
      const { order } = await orders.getOrder({ orderId });
      return OrderState[order?.state ?? OrderState.UNSPECIFIED];
    },
  };
}
