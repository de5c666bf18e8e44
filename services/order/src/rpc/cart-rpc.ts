import { CartServiceService } from "#gen/grpc/ultramarket/order/v1/cart_service.ts";
import { required } from "#mesh/kernel";
import { type Handlers, implement, type ServiceBinding } from "#mesh/rpc";
import type { CartUseCases } from "../app/cart-use-cases.ts";
import type { CartId, LineId, VariantId } from "../domain/cart.ts";
import { decodeCartChange } from "./decode-cart.ts";
import { encodeCart, encodePricedCart } from "./encode-cart.ts";

/** Checking out is of this service by its contract, and of orders by what it does. */
export type CheckoutHandler = Pick<Handlers<typeof CartServiceService>, "checkoutCart">;

export const cartRpc = (app: CartUseCases, { checkoutCart }: CheckoutHandler): ServiceBinding =>
  implement(CartServiceService, {
    checkoutCart,

    async createCart({ currencyCode }, { caller, request }) {
      return { cart: encodePricedCart(await app.createCart(caller, currencyCode, request)) };
    },

    async getCart({ cartId }, { caller }) {
      return { cart: encodePricedCart(await app.getCart(caller, cartId as CartId)) };
    },

    async listCarts({ pageSize, pageToken }, { caller }) {
      const { items, nextPageToken } = await app.listCarts(caller, { pageSize, pageToken });
      return { carts: items.map(encodeCart), nextPageToken };
    },

    async updateCart({ cartId, cart, updateMask }, { caller, request }) {
      const change = decodeCartChange(required("cart", cart), updateMask ?? []);
      return { cart: encodePricedCart(await app.updateCart(caller, { cartId: cartId as CartId, change, request })) };
    },

    async addCartLine({ cartId, variantId, quantity }, { caller, request }) {
      const wanted = { cartId: cartId as CartId, variantId: variantId as VariantId, quantity, request };
      return { cart: encodePricedCart(await app.addCartLine(caller, wanted)) };
    },

    async updateCartLine({ cartId, lineId, quantity }, { caller, request }) {
      const wanted = { cartId: cartId as CartId, lineId: lineId as LineId, quantity, request };
      return { cart: encodePricedCart(await app.updateCartLine(caller, wanted)) };
    },

    async removeCartLine({ cartId, lineId }, { caller, request }) {
      const wanted = { cartId: cartId as CartId, lineId: lineId as LineId, request };
      return { cart: encodePricedCart(await app.removeCartLine(caller, wanted)) };
    },

    async getShippingOptions({ cartId }, { caller }) {
      return { shippingOptions: [...(await app.getShippingOptions(caller, cartId as CartId))] };
    },
  });
