// Generated from the contracts by `make gen`; not to be edited.

import type { AccountImportService } from "./ultramarket/auth/v1/account_import_service_pb.js";
import type { AccountService } from "./ultramarket/auth/v1/auth_service_pb.js";
import type { AnalyticsService } from "./ultramarket/analytics/v1/analytics_service_pb.js";
import type { ApiKeyService } from "./ultramarket/auth/v1/api_key_service_pb.js";
import type { AuthService } from "./ultramarket/auth/v1/auth_service_pb.js";
import type { BrandService } from "./ultramarket/product/v1/product_service_pb.js";
import type { CartService } from "./ultramarket/order/v1/cart_service_pb.js";
import type { CategoryService } from "./ultramarket/product/v1/product_service_pb.js";
import type { CollectionService } from "./ultramarket/product/v1/product_service_pb.js";
import type { ConsentService } from "./ultramarket/user/v1/consent_service_pb.js";
import type { CouponService } from "./ultramarket/pricing/v1/coupon_service_pb.js";
import type { CredentialService } from "./ultramarket/auth/v1/auth_service_pb.js";
import type { CreditService } from "./ultramarket/order/v1/order_service_pb.js";
import type { CurrencyRateService } from "./ultramarket/pricing/v1/currency_rate_service_pb.js";
import type { CustomerGroupService } from "./ultramarket/pricing/v1/customer_group_service_pb.js";
import type { DraftOrderService } from "./ultramarket/order/v1/order_service_pb.js";
import type { FactorService } from "./ultramarket/auth/v1/factor_service_pb.js";
import type { GiftCardService } from "./ultramarket/payment/v1/gift_card_service_pb.js";
import type { GiftCardDeskService } from "./ultramarket/payment/v1/gift_card_service_pb.js";
import type { IdentityService } from "./ultramarket/auth/v1/identity_service_pb.js";
import type { ImpersonationService } from "./ultramarket/auth/v1/impersonation_service_pb.js";
import type { InventoryService } from "./ultramarket/inventory/v1/inventory_service_pb.js";
import type { NotificationService } from "./ultramarket/notification/v1/notification_service_pb.js";
import type { NotificationTemplateService } from "./ultramarket/notification/v1/notification_service_pb.js";
import type { OrderDeskService } from "./ultramarket/order/v1/order_service_pb.js";
import type { OrderService } from "./ultramarket/order/v1/order_service_pb.js";
import type { PasskeyService } from "./ultramarket/auth/v1/passkey_service_pb.js";
import type { PaymentService } from "./ultramarket/payment/v1/payment_service_pb.js";
import type { PriceListService } from "./ultramarket/pricing/v1/price_list_service_pb.js";
import type { PriceService } from "./ultramarket/pricing/v1/pricing_service_pb.js";
import type { PrivacyService } from "./ultramarket/user/v1/privacy_service_pb.js";
import type { PrivacyDeskService } from "./ultramarket/user/v1/privacy_service_pb.js";
import type { ProductService } from "./ultramarket/product/v1/product_service_pb.js";
import type { PromotionService } from "./ultramarket/pricing/v1/pricing_service_pb.js";
import type { RoleService } from "./ultramarket/auth/v1/role_service_pb.js";
import type { SearchService } from "./ultramarket/search/v1/search_service_pb.js";
import type { SearchIndexService } from "./ultramarket/search/v1/search_service_pb.js";
import type { SellerDeskService } from "./ultramarket/user/v1/seller_service_pb.js";
import type { SellerProductService } from "./ultramarket/product/v1/product_service_pb.js";
import type { SellerService } from "./ultramarket/user/v1/seller_service_pb.js";
import type { SessionService } from "./ultramarket/auth/v1/session_service_pb.js";
import type { ShipmentService } from "./ultramarket/shipping/v1/shipping_service_pb.js";
import type { ShippingDeskService } from "./ultramarket/shipping/v1/shipping_service_pb.js";
import type { ShippingRateService } from "./ultramarket/shipping/v1/shipping_service_pb.js";
import type { TaxService } from "./ultramarket/pricing/v1/pricing_service_pb.js";
import type { TaxClassService } from "./ultramarket/pricing/v1/tax_class_service_pb.js";
import type { UserService } from "./ultramarket/user/v1/user_service_pb.js";
import type { UserDeskService } from "./ultramarket/user/v1/user_service_pb.js";
import type { WalletDeskService } from "./ultramarket/payment/v1/wallet_service_pb.js";
import type { WalletService } from "./ultramarket/payment/v1/wallet_service_pb.js";
import type { WishListService } from "./ultramarket/user/v1/wish_list_service_pb.js";

export declare const accountImport: {
  readonly service: typeof AccountImportService;
  readonly deadlines: { readonly batchImportAccounts: number };
  readonly items: {  };
};

export declare const accounts: {
  readonly service: typeof AccountService;
  readonly deadlines: { readonly getAccount: number; readonly listAccounts: number; readonly setRoles: number; readonly endSessions: number };
  readonly items: { readonly listAccounts: "accounts" };
};

export declare const analytics: {
  readonly service: typeof AnalyticsService;
  readonly deadlines: { readonly getRevenue: number };
  readonly items: {  };
};

export declare const apiKeys: {
  readonly service: typeof ApiKeyService;
  readonly deadlines: { readonly createApiKey: number; readonly listApiKeys: number; readonly revokeApiKey: number };
  readonly items: { readonly listApiKeys: "apiKeys" };
};

export declare const auth: {
  readonly service: typeof AuthService;
  readonly deadlines: { readonly register: number; readonly signIn: number; readonly startGuestSession: number; readonly refreshSession: number; readonly signOut: number };
  readonly items: {  };
};

export declare const brands: {
  readonly service: typeof BrandService;
  readonly deadlines: { readonly createBrand: number; readonly updateBrand: number; readonly getBrand: number; readonly listBrands: number };
  readonly items: { readonly listBrands: "brands" };
};

export declare const carts: {
  readonly service: typeof CartService;
  readonly deadlines: { readonly createCart: number; readonly getCart: number; readonly listCarts: number; readonly updateCart: number; readonly addCartLine: number; readonly updateCartLine: number; readonly removeCartLine: number; readonly getShippingOptions: number; readonly checkoutCart: number };
  readonly items: { readonly listCarts: "carts" };
};

export declare const categories: {
  readonly service: typeof CategoryService;
  readonly deadlines: { readonly createCategory: number; readonly updateCategory: number; readonly getCategory: number; readonly listCategories: number; readonly moveCategory: number; readonly getCategoryBySlug: number };
  readonly items: { readonly listCategories: "categories" };
};

export declare const collections: {
  readonly service: typeof CollectionService;
  readonly deadlines: { readonly createCollection: number; readonly updateCollection: number; readonly getCollection: number; readonly listCollections: number; readonly listCollectionProducts: number };
  readonly items: { readonly listCollections: "collections"; readonly listCollectionProducts: "products" };
};

export declare const consents: {
  readonly service: typeof ConsentService;
  readonly deadlines: { readonly recordConsent: number; readonly listConsents: number };
  readonly items: { readonly listConsents: "consents" };
};

export declare const coupons: {
  readonly service: typeof CouponService;
  readonly deadlines: { readonly generateCoupons: number; readonly listCoupons: number; readonly disableCoupons: number };
  readonly items: { readonly listCoupons: "coupons" };
};

export declare const credential: {
  readonly service: typeof CredentialService;
  readonly deadlines: { readonly requestEmailVerification: number; readonly verifyEmail: number; readonly requestPasswordReset: number; readonly resetPassword: number; readonly changePassword: number };
  readonly items: {  };
};

export declare const credits: {
  readonly service: typeof CreditService;
  readonly deadlines: { readonly bookCredit: number; readonly getCredit: number; readonly listCredits: number };
  readonly items: { readonly listCredits: "credits" };
};

export declare const currencyRates: {
  readonly service: typeof CurrencyRateService;
  readonly deadlines: { readonly batchUpdateCurrencyRates: number; readonly listCurrencyRates: number };
  readonly items: { readonly listCurrencyRates: "currencyRates" };
};

export declare const customerGroups: {
  readonly service: typeof CustomerGroupService;
  readonly deadlines: { readonly setCustomerGroup: number; readonly listCustomerGroups: number; readonly changeCustomerGroupMembers: number; readonly listCustomerGroupMembers: number };
  readonly items: { readonly listCustomerGroups: "customerGroups"; readonly listCustomerGroupMembers: "userIds" };
};

export declare const draftOrders: {
  readonly service: typeof DraftOrderService;
  readonly deadlines: { readonly createDraftOrder: number; readonly getDraftOrder: number; readonly listDraftOrders: number; readonly placeDraftOrder: number; readonly discardDraftOrder: number };
  readonly items: { readonly listDraftOrders: "draftOrders" };
};

export declare const factors: {
  readonly service: typeof FactorService;
  readonly deadlines: { readonly enrollTotp: number; readonly confirmFactor: number; readonly enrollEmail: number; readonly sendFactorCode: number; readonly listFactors: number; readonly removeFactor: number; readonly replaceRecoveryCodes: number; readonly stepUp: number };
  readonly items: { readonly listFactors: "factors" };
};

export declare const giftCard: {
  readonly service: typeof GiftCardService;
  readonly deadlines: { readonly redeemGiftCard: number };
  readonly items: {  };
};

export declare const giftCardDesk: {
  readonly service: typeof GiftCardDeskService;
  readonly deadlines: { readonly issueGiftCards: number; readonly listGiftCards: number; readonly disableGiftCard: number };
  readonly items: { readonly listGiftCards: "giftCards" };
};

export declare const identities: {
  readonly service: typeof IdentityService;
  readonly deadlines: { readonly getSignInOptions: number; readonly beginProviderSignIn: number; readonly completeProviderSignIn: number; readonly listIdentities: number; readonly removeIdentity: number };
  readonly items: { readonly listIdentities: "identities" };
};

export declare const impersonations: {
  readonly service: typeof ImpersonationService;
  readonly deadlines: { readonly startImpersonation: number; readonly listImpersonations: number };
  readonly items: { readonly listImpersonations: "impersonations" };
};

export declare const inventory: {
  readonly service: typeof InventoryService;
  readonly deadlines: { readonly getStock: number; readonly adjustStock: number; readonly batchAdjustStock: number; readonly transferStock: number; readonly listStock: number; readonly listMovements: number; readonly createWarehouse: number; readonly listWarehouses: number };
  readonly items: { readonly listStock: "stock"; readonly listMovements: "movements"; readonly listWarehouses: "warehouses" };
};

export declare const notifications: {
  readonly service: typeof NotificationService;
  readonly deadlines: { readonly listNotifications: number; readonly getNotification: number; readonly resendNotification: number };
  readonly items: { readonly listNotifications: "notifications" };
};

export declare const notificationTemplate: {
  readonly service: typeof NotificationTemplateService;
  readonly deadlines: { readonly listTemplates: number; readonly updateTemplate: number; readonly resetTemplate: number; readonly previewTemplate: number };
  readonly items: { readonly listTemplates: "templates" };
};

export declare const orderDesk: {
  readonly service: typeof OrderDeskService;
  readonly deadlines: { readonly listAllOrders: number };
  readonly items: { readonly listAllOrders: "orders" };
};

export declare const orders: {
  readonly service: typeof OrderService;
  readonly deadlines: { readonly getOrder: number; readonly listOrders: number; readonly resumeCheckout: number; readonly cancelOrder: number; readonly returnOrderLines: number };
  readonly items: { readonly listOrders: "orders" };
};

export declare const passkey: {
  readonly service: typeof PasskeyService;
  readonly deadlines: { readonly beginPasskey: number; readonly signInWithPasskey: number; readonly enrollPasskey: number; readonly confirmPasskey: number };
  readonly items: {  };
};

export declare const payments: {
  readonly service: typeof PaymentService;
  readonly deadlines: { readonly getPayment: number; readonly listPayments: number };
  readonly items: { readonly listPayments: "payments" };
};

export declare const priceLists: {
  readonly service: typeof PriceListService;
  readonly deadlines: { readonly createPriceList: number; readonly updatePriceList: number; readonly deletePriceList: number; readonly getPriceList: number; readonly listPriceLists: number; readonly batchUpdatePriceListEntries: number; readonly listPriceListEntries: number };
  readonly items: { readonly listPriceLists: "priceLists"; readonly listPriceListEntries: "entries" };
};

export declare const prices: {
  readonly service: typeof PriceService;
  readonly deadlines: { readonly batchSetPrices: number; readonly listPrices: number; readonly batchGetPrices: number; readonly watchPrices: number };
  readonly items: { readonly listPrices: "prices" };
};

export declare const privacy: {
  readonly service: typeof PrivacyService;
  readonly deadlines: { readonly requestErasure: number; readonly getPrivacyRequest: number; readonly listPrivacyRequests: number; readonly cancelPrivacyRequest: number; readonly requestExport: number; readonly downloadExport: number };
  readonly items: { readonly listPrivacyRequests: "privacyRequests" };
};

export declare const privacyDesk: {
  readonly service: typeof PrivacyDeskService;
  readonly deadlines: { readonly requestUserErasure: number; readonly getUserPrivacyRequest: number; readonly listUserPrivacyRequests: number; readonly cancelUserPrivacyRequest: number; readonly requestUserExport: number; readonly downloadUserExport: number };
  readonly items: { readonly listUserPrivacyRequests: "privacyRequests" };
};

export declare const products: {
  readonly service: typeof ProductService;
  readonly deadlines: { readonly createProduct: number; readonly updateProduct: number; readonly batchUpsertProducts: number; readonly getProduct: number; readonly batchGetProducts: number; readonly listProducts: number; readonly getProductBySlug: number; readonly listProductVersions: number; readonly getProductVersion: number; readonly diffProductVersions: number; readonly restoreProductVersion: number; readonly approveProduct: number; readonly rejectProduct: number; readonly watchProducts: number; readonly exportProducts: number; readonly importProducts: number; readonly getProductImport: number };
  readonly items: { readonly listProducts: "products"; readonly listProductVersions: "versions" };
};

export declare const promotions: {
  readonly service: typeof PromotionService;
  readonly deadlines: { readonly createPromotion: number; readonly updatePromotion: number; readonly getPromotion: number; readonly listPromotions: number };
  readonly items: { readonly listPromotions: "promotions" };
};

export declare const roles: {
  readonly service: typeof RoleService;
  readonly deadlines: { readonly listRoles: number; readonly createRole: number; readonly updateRole: number; readonly deleteRole: number };
  readonly items: { readonly listRoles: "roles" };
};

export declare const search: {
  readonly service: typeof SearchService;
  readonly deadlines: { readonly searchProducts: number; readonly suggestQueries: number };
  readonly items: { readonly searchProducts: "hits" };
};

export declare const searchIndex: {
  readonly service: typeof SearchIndexService;
  readonly deadlines: { readonly rebuildIndex: number; readonly getIndex: number };
  readonly items: {  };
};

export declare const sellerDesk: {
  readonly service: typeof SellerDeskService;
  readonly deadlines: { readonly setSellerSuspended: number };
  readonly items: {  };
};

export declare const sellerProducts: {
  readonly service: typeof SellerProductService;
  readonly deadlines: { readonly createSellerProduct: number; readonly updateSellerProduct: number; readonly submitSellerProduct: number; readonly listSellerProducts: number };
  readonly items: { readonly listSellerProducts: "products" };
};

export declare const sellers: {
  readonly service: typeof SellerService;
  readonly deadlines: { readonly getSeller: number; readonly listSellers: number; readonly getMySeller: number; readonly updateMySeller: number };
  readonly items: { readonly listSellers: "sellers" };
};

export declare const sessions: {
  readonly service: typeof SessionService;
  readonly deadlines: { readonly listSessions: number; readonly revokeSession: number; readonly endOtherSessions: number; readonly signOutEverywhere: number };
  readonly items: { readonly listSessions: "sessions" };
};

export declare const shipments: {
  readonly service: typeof ShipmentService;
  readonly deadlines: { readonly listOrderShipments: number; readonly getShipment: number };
  readonly items: { readonly listOrderShipments: "shipments" };
};

export declare const shippingDesk: {
  readonly service: typeof ShippingDeskService;
  readonly deadlines: { readonly listShipments: number; readonly packShipment: number; readonly cancelShipment: number; readonly quoteCarriers: number; readonly shipShipment: number; readonly recordShipment: number; readonly getLabel: number };
  readonly items: { readonly listShipments: "shipments" };
};

export declare const shippingRate: {
  readonly service: typeof ShippingRateService;
  readonly deadlines: { readonly listShippingZones: number; readonly createShippingZone: number; readonly updateShippingZone: number; readonly listShippingMethods: number; readonly createShippingMethod: number; readonly updateShippingMethod: number };
  readonly items: { readonly listShippingZones: "zones"; readonly listShippingMethods: "methods" };
};

export declare const tax: {
  readonly service: typeof TaxService;
  readonly deadlines: { readonly setTaxRule: number; readonly listTaxRules: number };
  readonly items: { readonly listTaxRules: "taxRules" };
};

export declare const taxClass: {
  readonly service: typeof TaxClassService;
  readonly deadlines: { readonly setTaxClass: number; readonly listTaxClasses: number; readonly assignTaxClass: number; readonly listTaxClassVariants: number; readonly batchUpdateTaxRates: number; readonly listTaxRates: number };
  readonly items: { readonly listTaxClasses: "taxClasses"; readonly listTaxClassVariants: "variantIds"; readonly listTaxRates: "taxRates" };
};

export declare const user: {
  readonly service: typeof UserService;
  readonly deadlines: { readonly getMyProfile: number; readonly updateMyProfile: number; readonly listAddresses: number; readonly createAddress: number; readonly getAddress: number; readonly updateAddress: number; readonly deleteAddress: number };
  readonly items: { readonly listAddresses: "addresses" };
};

export declare const userDesk: {
  readonly service: typeof UserDeskService;
  readonly deadlines: { readonly getUser: number; readonly batchUpsertUsers: number; readonly batchFindUsers: number };
  readonly items: {  };
};

export declare const walletDesk: {
  readonly service: typeof WalletDeskService;
  readonly deadlines: { readonly listUserWallets: number; readonly adjustWallet: number };
  readonly items: { readonly listUserWallets: "wallets" };
};

export declare const wallets: {
  readonly service: typeof WalletService;
  readonly deadlines: { readonly listWallets: number; readonly listWalletEntries: number; readonly giveMoney: number };
  readonly items: { readonly listWallets: "wallets"; readonly listWalletEntries: "entries" };
};

export declare const wishLists: {
  readonly service: typeof WishListService;
  readonly deadlines: { readonly createWishList: number; readonly listWishLists: number; readonly getWishList: number; readonly updateWishList: number; readonly deleteWishList: number; readonly addWishListItem: number; readonly listWishListItems: number; readonly removeWishListItem: number };
  readonly items: { readonly listWishLists: "wishLists"; readonly listWishListItems: "items" };
};
