import { create, type DescMessage, type Message, type MessageInitShape } from "@bufbuild/protobuf";
import * as auth from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { StockAdjustmentReason } from "#gen/es/ultramarket/inventory/v1/inventory_pb.js";
import * as inventory from "#gen/es/ultramarket/inventory/v1/inventory_service_pb.js";
import * as carts from "#gen/es/ultramarket/order/v1/cart_service_pb.js";
import * as orders from "#gen/es/ultramarket/order/v1/order_service_pb.js";
import * as payment from "#gen/es/ultramarket/payment/v1/payment_service_pb.js";
import * as pricing from "#gen/es/ultramarket/pricing/v1/pricing_service_pb.js";
import { ProductState } from "#gen/es/ultramarket/product/v1/product_pb.js";
import * as product from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import type { Known } from "./known.ts";

/** A request for each public RPC that succeeds, and gives the same answer, however often it is sent. */
export function sampleRequests(known: Known): Readonly<Record<string, Message>> {
  return {
    ...productRequests(known),
    ...accountRequests(known),
    ...pricingRequests(known),
    ...inventoryRequests(known),
    ...cartRequests(known),
    ...orderRequests(known),
    ...draftOrderRequests(known),
    ...paymentRequests(known),
  };
}

const requestId = "every-protocol";
const price = { currencyCode: "EUR", minorUnits: 9_007_199_254_740_993n };

function productRequests({ productId, categoryId }: Known) {
  const lamp = {
    state: ProductState.PUBLISHED,
    name: "Lamp ☼",
    slug: "every-protocol",
    description: 'A "lamp" & more\nin two lines',
    categoryIds: [categoryId],
    options: [{ name: "Size", values: ["S/M", "L %2F"] }],
    variants: [
      { sku: "LAMP-S", optionValues: [{ option: "Size", value: "S/M" }], price, weightGrams: 900 },
      { sku: "LAMP-L", optionValues: [{ option: "Size", value: "L %2F" }], price, gtin: "4006381333931" },
    ],
    attributes: [{ name: "Voltage", value: "230 V" }],
  };
  return {
    "ProductService.CreateProduct": of(product.CreateProductRequestSchema, { product: lamp, requestId }),
    "ProductService.UpdateProduct": of(product.UpdateProductRequestSchema, {
      productId,
      product: { brand: "Hearth & Hob" },
      updateMask: { paths: ["brand"] },
      requestId,
    }),
    "ProductService.GetProduct": of(product.GetProductRequestSchema, { productId }),
    "ProductService.BatchGetProducts": of(product.BatchGetProductsRequestSchema, { productIds: [productId] }),
    "ProductService.ListProducts": of(product.ListProductsRequestSchema, { pageSize: 1, categoryId }),
    "CategoryService.CreateCategory": of(product.CreateCategoryRequestSchema, {
      category: { name: "Lamps", slug: "every-protocol", parentCategoryId: categoryId },
      requestId,
    }),
    "CategoryService.UpdateCategory": of(product.UpdateCategoryRequestSchema, {
      categoryId,
      category: { description: "Light" },
      updateMask: { paths: ["description"] },
    }),
    "CategoryService.GetCategory": of(product.GetCategoryRequestSchema, { categoryId }),
    "CategoryService.ListCategories": of(product.ListCategoriesRequestSchema, { parentCategoryId: categoryId }),
  };
}

function accountRequests({ accountId }: Known) {
  return {
    "AccountService.GetAccount": of(auth.GetAccountRequestSchema, { userId: accountId }),
    "AccountService.ListAccounts": of(auth.ListAccountsRequestSchema, { pageSize: 5 }),
    "AccountService.SetRoles": of(auth.SetRolesRequestSchema, { userId: accountId, roles: ["customer"], requestId }),
    "AccountService.EndSessions": of(auth.EndSessionsRequestSchema, { userId: accountId, requestId }),
  };
}

function pricingRequests({ variantId, promotionId }: Known) {
  return {
    "PriceService.BatchSetPrices": of(pricing.BatchSetPricesRequestSchema, {
      prices: [{ variantId, price: { currencyCode: "USD", minorUnits: 1_250n } }],
      requestId,
    }),
    "PriceService.ListPrices": of(pricing.ListPricesRequestSchema, { variantId }),
    "PromotionService.CreatePromotion": of(pricing.CreatePromotionRequestSchema, {
      promotion: { name: "Spring", couponCode: "SPRING-10", percentOffHundredths: 1_000 },
      requestId,
    }),
    "PromotionService.UpdatePromotion": of(pricing.UpdatePromotionRequestSchema, {
      promotionId,
      promotion: { name: "Autumn" },
      updateMask: { paths: ["name"] },
      requestId,
    }),
    "PromotionService.GetPromotion": of(pricing.GetPromotionRequestSchema, { promotionId }),
    "PromotionService.ListPromotions": of(pricing.ListPromotionsRequestSchema, { pageSize: 5 }),
    "TaxService.SetTaxRule": of(pricing.SetTaxRuleRequestSchema, {
      countryCode: "FR",
      taxRule: { name: "TVA", rateHundredths: 2_000, inclusive: true },
      requestId,
    }),
    "TaxService.ListTaxRules": of(pricing.ListTaxRulesRequestSchema, {}),
  };
}

function inventoryRequests({ variantId }: Known) {
  return {
    "InventoryService.GetStock": of(inventory.GetStockRequestSchema, { variantId }),
    "InventoryService.AdjustStock": of(inventory.AdjustStockRequestSchema, {
      variantId,
      quantityDelta: 7n,
      reason: StockAdjustmentReason.FOUND,
      requestId,
    }),
    "InventoryService.ListMovements": of(inventory.ListMovementsRequestSchema, { variantId }),
    "InventoryService.CreateWarehouse": of(inventory.CreateWarehouseRequestSchema, { name: "Outlet", requestId }),
    "InventoryService.ListWarehouses": of(inventory.ListWarehousesRequestSchema, {}),
  };
}

function cartRequests({ cartId, lineId, spareLineId, fullCartId, variantId }: Known) {
  return {
    "CartService.CreateCart": of(carts.CreateCartRequestSchema, { currencyCode: "EUR", requestId }),
    "CartService.GetCart": of(carts.GetCartRequestSchema, { cartId }),
    "CartService.ListCarts": of(carts.ListCartsRequestSchema, { pageSize: 5 }),
    "CartService.UpdateCart": of(carts.UpdateCartRequestSchema, {
      cartId,
      cart: { email: "someone@ultramarket.example" },
      updateMask: { paths: ["email"] },
      requestId,
    }),
    "CartService.AddCartLine": of(carts.AddCartLineRequestSchema, { cartId, variantId, quantity: 2n, requestId }),
    "CartService.UpdateCartLine": of(carts.UpdateCartLineRequestSchema, { cartId, lineId, quantity: 3n, requestId }),
    "CartService.RemoveCartLine": of(carts.RemoveCartLineRequestSchema, { cartId, lineId: spareLineId, requestId }),
    "CartService.GetShippingOptions": of(carts.GetShippingOptionsRequestSchema, { cartId }),
    "CartService.CheckoutCart": of(carts.CheckoutCartRequestSchema, {
      cartId: fullCartId,
      paymentMethod: "pm_card_visa",
      requestId,
    }),
  };
}

function orderRequests({ orderId, unwantedOrderId, orderLineId }: Known) {
  return {
    "OrderService.GetOrder": of(orders.GetOrderRequestSchema, { orderId }),
    "OrderService.ListOrders": of(orders.ListOrdersRequestSchema, { pageSize: 5 }),
    "OrderService.ResumeCheckout": of(orders.ResumeCheckoutRequestSchema, { orderId, requestId }),
    "OrderService.CancelOrder": of(orders.CancelOrderRequestSchema, {
      orderId: unwantedOrderId,
      reason: "too many",
      requestId,
    }),
    "OrderService.ReturnOrderLines": of(orders.ReturnOrderLinesRequestSchema, {
      orderId,
      lines: [{ lineId: orderLineId, quantity: 1n }],
      reason: "too small",
      requestId,
    }),
    "OrderDeskService.ListAllOrders": of(orders.ListAllOrdersRequestSchema, { pageSize: 5 }),
  };
}

function draftOrderRequests({ draftOrderId, readyDraftOrderId, staleDraftOrderId, variantId }: Known) {
  return {
    "DraftOrderService.CreateDraftOrder": of(orders.CreateDraftOrderRequestSchema, {
      currencyCode: "EUR",
      lines: [{ variantId, quantity: 1n, unitPrice: { currencyCode: "EUR", minorUnits: 100n } }],
      reason: "by telephone",
      requestId,
    }),
    "DraftOrderService.GetDraftOrder": of(orders.GetDraftOrderRequestSchema, { draftOrderId }),
    "DraftOrderService.ListDraftOrders": of(orders.ListDraftOrdersRequestSchema, { pageSize: 5 }),
    "DraftOrderService.PlaceDraftOrder": of(orders.PlaceDraftOrderRequestSchema, {
      draftOrderId: readyDraftOrderId,
      externalPaymentReference: "receipt 7",
      requestId,
    }),
    "DraftOrderService.DiscardDraftOrder": of(orders.DiscardDraftOrderRequestSchema, {
      draftOrderId: staleDraftOrderId,
      requestId,
    }),
  };
}

function paymentRequests({ paymentId, orderId }: Known) {
  return {
    "PaymentService.GetPayment": of(payment.GetPaymentRequestSchema, { paymentId }),
    "PaymentService.ListPayments": of(payment.ListPaymentsRequestSchema, { orderId }),
  };
}

function of<Desc extends DescMessage>(schema: Desc, init: MessageInitShape<Desc>): Message {
  return create(schema, init);
}
