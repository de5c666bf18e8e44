// Generated from the contracts by `make gen`; not to be edited.

import type { AccountService } from "./ultramarket/auth/v1/auth_service_pb.js";
import type { AnalyticsService } from "./ultramarket/analytics/v1/analytics_service_pb.js";
import type { ApiKeyService } from "./ultramarket/auth/v1/api_key_service_pb.js";
import type { AuthService } from "./ultramarket/auth/v1/auth_service_pb.js";
import type { CartService } from "./ultramarket/order/v1/cart_service_pb.js";
import type { CategoryService } from "./ultramarket/product/v1/product_service_pb.js";
import type { CredentialService } from "./ultramarket/auth/v1/auth_service_pb.js";
import type { CreditService } from "./ultramarket/order/v1/order_service_pb.js";
import type { DraftOrderService } from "./ultramarket/order/v1/order_service_pb.js";
import type { InventoryService } from "./ultramarket/inventory/v1/inventory_service_pb.js";
import type { NotificationService } from "./ultramarket/notification/v1/notification_service_pb.js";
import type { NotificationTemplateService } from "./ultramarket/notification/v1/notification_service_pb.js";
import type { OrderDeskService } from "./ultramarket/order/v1/order_service_pb.js";
import type { OrderService } from "./ultramarket/order/v1/order_service_pb.js";
import type { PaymentService } from "./ultramarket/payment/v1/payment_service_pb.js";
import type { PriceService } from "./ultramarket/pricing/v1/pricing_service_pb.js";
import type { ProductService } from "./ultramarket/product/v1/product_service_pb.js";
import type { PromotionService } from "./ultramarket/pricing/v1/pricing_service_pb.js";
import type { SearchService } from "./ultramarket/search/v1/search_service_pb.js";
import type { SearchIndexService } from "./ultramarket/search/v1/search_service_pb.js";
import type { ShipmentService } from "./ultramarket/shipping/v1/shipping_service_pb.js";
import type { ShippingDeskService } from "./ultramarket/shipping/v1/shipping_service_pb.js";
import type { ShippingRateService } from "./ultramarket/shipping/v1/shipping_service_pb.js";
import type { TaxService } from "./ultramarket/pricing/v1/pricing_service_pb.js";
import type { UserService } from "./ultramarket/user/v1/user_service_pb.js";
import type { UserDeskService } from "./ultramarket/user/v1/user_service_pb.js";

export declare const accounts: {
  readonly service: typeof AccountService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listAccounts: "accounts" };
};

export declare const analytics: {
  readonly service: typeof AnalyticsService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: {  };
};

export declare const apiKeys: {
  readonly service: typeof ApiKeyService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listApiKeys: "apiKeys" };
};

export declare const auth: {
  readonly service: typeof AuthService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: {  };
};

export declare const carts: {
  readonly service: typeof CartService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listCarts: "carts" };
};

export declare const categories: {
  readonly service: typeof CategoryService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listCategories: "categories" };
};

export declare const credential: {
  readonly service: typeof CredentialService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: {  };
};

export declare const credits: {
  readonly service: typeof CreditService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listCredits: "credits" };
};

export declare const draftOrders: {
  readonly service: typeof DraftOrderService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listDraftOrders: "draftOrders" };
};

export declare const inventory: {
  readonly service: typeof InventoryService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listStock: "stock"; readonly listMovements: "movements"; readonly listWarehouses: "warehouses" };
};

export declare const notifications: {
  readonly service: typeof NotificationService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listNotifications: "notifications" };
};

export declare const notificationTemplate: {
  readonly service: typeof NotificationTemplateService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listTemplates: "templates" };
};

export declare const orderDesk: {
  readonly service: typeof OrderDeskService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listAllOrders: "orders" };
};

export declare const orders: {
  readonly service: typeof OrderService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listOrders: "orders" };
};

export declare const payments: {
  readonly service: typeof PaymentService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listPayments: "payments" };
};

export declare const prices: {
  readonly service: typeof PriceService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listPrices: "prices" };
};

export declare const products: {
  readonly service: typeof ProductService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listProducts: "products" };
};

export declare const promotions: {
  readonly service: typeof PromotionService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listPromotions: "promotions" };
};

export declare const search: {
  readonly service: typeof SearchService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly searchProducts: "hits" };
};

export declare const searchIndex: {
  readonly service: typeof SearchIndexService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: {  };
};

export declare const shipments: {
  readonly service: typeof ShipmentService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listOrderShipments: "shipments" };
};

export declare const shippingDesk: {
  readonly service: typeof ShippingDeskService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listShipments: "shipments" };
};

export declare const shippingRate: {
  readonly service: typeof ShippingRateService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listShippingZones: "zones"; readonly listShippingMethods: "methods" };
};

export declare const tax: {
  readonly service: typeof TaxService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listTaxRules: "taxRules" };
};

export declare const user: {
  readonly service: typeof UserService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: { readonly listAddresses: "addresses" };
};

export declare const userDesk: {
  readonly service: typeof UserDeskService;
  readonly deadlines: Readonly<Record<string, number>>;
  readonly items: {  };
};
