// Generated from the contracts by `make gen`; not to be edited.

import { AccountImportService } from "./ultramarket/auth/v1/account_import_service_pb.js";
import { AccountService } from "./ultramarket/auth/v1/auth_service_pb.js";
import { AnalyticsService } from "./ultramarket/analytics/v1/analytics_service_pb.js";
import { ApiKeyService } from "./ultramarket/auth/v1/api_key_service_pb.js";
import { AuthService } from "./ultramarket/auth/v1/auth_service_pb.js";
import { BrandService } from "./ultramarket/product/v1/product_service_pb.js";
import { CartService } from "./ultramarket/order/v1/cart_service_pb.js";
import { CategoryService } from "./ultramarket/product/v1/product_service_pb.js";
import { CollectionService } from "./ultramarket/product/v1/product_service_pb.js";
import { ConsentService } from "./ultramarket/user/v1/consent_service_pb.js";
import { CouponService } from "./ultramarket/pricing/v1/coupon_service_pb.js";
import { CredentialService } from "./ultramarket/auth/v1/auth_service_pb.js";
import { CreditService } from "./ultramarket/order/v1/order_service_pb.js";
import { CurrencyRateService } from "./ultramarket/pricing/v1/currency_rate_service_pb.js";
import { CustomerGroupService } from "./ultramarket/pricing/v1/customer_group_service_pb.js";
import { DraftOrderService } from "./ultramarket/order/v1/order_service_pb.js";
import { FactorService } from "./ultramarket/auth/v1/factor_service_pb.js";
import { GiftCardService } from "./ultramarket/payment/v1/gift_card_service_pb.js";
import { GiftCardDeskService } from "./ultramarket/payment/v1/gift_card_service_pb.js";
import { IdentityService } from "./ultramarket/auth/v1/identity_service_pb.js";
import { ImpersonationService } from "./ultramarket/auth/v1/impersonation_service_pb.js";
import { InventoryService } from "./ultramarket/inventory/v1/inventory_service_pb.js";
import { NotificationService } from "./ultramarket/notification/v1/notification_service_pb.js";
import { NotificationTemplateService } from "./ultramarket/notification/v1/notification_service_pb.js";
import { OrderDeskService } from "./ultramarket/order/v1/order_service_pb.js";
import { OrderService } from "./ultramarket/order/v1/order_service_pb.js";
import { PasskeyService } from "./ultramarket/auth/v1/passkey_service_pb.js";
import { PaymentService } from "./ultramarket/payment/v1/payment_service_pb.js";
import { PriceListService } from "./ultramarket/pricing/v1/price_list_service_pb.js";
import { PriceService } from "./ultramarket/pricing/v1/pricing_service_pb.js";
import { PrivacyService } from "./ultramarket/user/v1/privacy_service_pb.js";
import { PrivacyDeskService } from "./ultramarket/user/v1/privacy_service_pb.js";
import { ProductService } from "./ultramarket/product/v1/product_service_pb.js";
import { PromotionService } from "./ultramarket/pricing/v1/pricing_service_pb.js";
import { RoleService } from "./ultramarket/auth/v1/role_service_pb.js";
import { SearchService } from "./ultramarket/search/v1/search_service_pb.js";
import { SearchIndexService } from "./ultramarket/search/v1/search_service_pb.js";
import { SellerDeskService } from "./ultramarket/user/v1/seller_service_pb.js";
import { SellerProductService } from "./ultramarket/product/v1/product_service_pb.js";
import { SellerService } from "./ultramarket/user/v1/seller_service_pb.js";
import { SessionService } from "./ultramarket/auth/v1/session_service_pb.js";
import { ShipmentService } from "./ultramarket/shipping/v1/shipping_service_pb.js";
import { ShippingDeskService } from "./ultramarket/shipping/v1/shipping_service_pb.js";
import { ShippingRateService } from "./ultramarket/shipping/v1/shipping_service_pb.js";
import { TaxService } from "./ultramarket/pricing/v1/pricing_service_pb.js";
import { TaxClassService } from "./ultramarket/pricing/v1/tax_class_service_pb.js";
import { UserService } from "./ultramarket/user/v1/user_service_pb.js";
import { UserDeskService } from "./ultramarket/user/v1/user_service_pb.js";
import { WalletDeskService } from "./ultramarket/payment/v1/wallet_service_pb.js";
import { WalletService } from "./ultramarket/payment/v1/wallet_service_pb.js";
import { WishListService } from "./ultramarket/user/v1/wish_list_service_pb.js";

export const accountImport = { service: AccountImportService, deadlines: {"batchImportAccounts":10000}, items: {} };

export const accounts = { service: AccountService, deadlines: {"getAccount":2000,"listAccounts":2000,"setRoles":5000,"endSessions":5000}, items: {"listAccounts":"accounts"} };

export const analytics = { service: AnalyticsService, deadlines: {"getRevenue":5000}, items: {} };

export const apiKeys = { service: ApiKeyService, deadlines: {"createApiKey":5000,"listApiKeys":2000,"revokeApiKey":5000}, items: {"listApiKeys":"apiKeys"} };

export const auth = { service: AuthService, deadlines: {"register":10000,"signIn":10000,"startGuestSession":5000,"refreshSession":5000,"signOut":5000}, items: {} };

export const brands = { service: BrandService, deadlines: {"createBrand":5000,"updateBrand":5000,"getBrand":2000,"listBrands":2000}, items: {"listBrands":"brands"} };

export const carts = { service: CartService, deadlines: {"createCart":5000,"getCart":5000,"listCarts":2000,"updateCart":5000,"addCartLine":5000,"updateCartLine":5000,"removeCartLine":5000,"getShippingOptions":5000,"checkoutCart":25000}, items: {"listCarts":"carts"} };

export const categories = { service: CategoryService, deadlines: {"createCategory":5000,"updateCategory":5000,"getCategory":2000,"listCategories":2000,"moveCategory":5000,"getCategoryBySlug":2000}, items: {"listCategories":"categories"} };

export const collections = { service: CollectionService, deadlines: {"createCollection":5000,"updateCollection":5000,"getCollection":2000,"listCollections":2000,"listCollectionProducts":2000}, items: {"listCollections":"collections","listCollectionProducts":"products"} };

export const consents = { service: ConsentService, deadlines: {"recordConsent":5000,"listConsents":2000}, items: {"listConsents":"consents"} };

export const coupons = { service: CouponService, deadlines: {"generateCoupons":10000,"listCoupons":2000,"disableCoupons":10000}, items: {"listCoupons":"coupons"} };

export const credential = { service: CredentialService, deadlines: {"requestEmailVerification":5000,"verifyEmail":5000,"requestPasswordReset":5000,"resetPassword":5000,"changePassword":5000}, items: {} };

export const credits = { service: CreditService, deadlines: {"bookCredit":10000,"getCredit":2000,"listCredits":2000}, items: {"listCredits":"credits"} };

export const currencyRates = { service: CurrencyRateService, deadlines: {"batchUpdateCurrencyRates":10000,"listCurrencyRates":2000}, items: {"listCurrencyRates":"currencyRates"} };

export const customerGroups = { service: CustomerGroupService, deadlines: {"setCustomerGroup":5000,"listCustomerGroups":2000,"changeCustomerGroupMembers":10000,"listCustomerGroupMembers":2000}, items: {"listCustomerGroups":"customerGroups","listCustomerGroupMembers":"userIds"} };

export const draftOrders = { service: DraftOrderService, deadlines: {"createDraftOrder":10000,"getDraftOrder":2000,"listDraftOrders":2000,"placeDraftOrder":25000,"discardDraftOrder":5000}, items: {"listDraftOrders":"draftOrders"} };

export const factors = { service: FactorService, deadlines: {"enrollTotp":5000,"confirmFactor":5000,"enrollEmail":5000,"sendFactorCode":5000,"listFactors":2000,"removeFactor":5000,"replaceRecoveryCodes":5000,"stepUp":5000}, items: {"listFactors":"factors"} };

export const giftCard = { service: GiftCardService, deadlines: {"redeemGiftCard":5000}, items: {} };

export const giftCardDesk = { service: GiftCardDeskService, deadlines: {"issueGiftCards":10000,"listGiftCards":2000,"disableGiftCard":5000}, items: {"listGiftCards":"giftCards"} };

export const identities = { service: IdentityService, deadlines: {"getSignInOptions":2000,"beginProviderSignIn":5000,"completeProviderSignIn":10000,"listIdentities":2000,"removeIdentity":5000}, items: {"listIdentities":"identities"} };

export const impersonations = { service: ImpersonationService, deadlines: {"startImpersonation":5000,"listImpersonations":2000}, items: {"listImpersonations":"impersonations"} };

export const inventory = { service: InventoryService, deadlines: {"getStock":2000,"adjustStock":5000,"batchAdjustStock":15000,"transferStock":15000,"listStock":2000,"listMovements":2000,"createWarehouse":5000,"listWarehouses":2000}, items: {"listStock":"stock","listMovements":"movements","listWarehouses":"warehouses"} };

export const notifications = { service: NotificationService, deadlines: {"listNotifications":2000,"getNotification":2000,"resendNotification":5000}, items: {"listNotifications":"notifications"} };

export const notificationTemplate = { service: NotificationTemplateService, deadlines: {"listTemplates":2000,"updateTemplate":5000,"resetTemplate":5000,"previewTemplate":5000}, items: {"listTemplates":"templates"} };

export const orderDesk = { service: OrderDeskService, deadlines: {"listAllOrders":2000}, items: {"listAllOrders":"orders"} };

export const orders = { service: OrderService, deadlines: {"getOrder":2000,"listOrders":2000,"resumeCheckout":25000,"cancelOrder":25000,"returnOrderLines":25000}, items: {"listOrders":"orders"} };

export const passkey = { service: PasskeyService, deadlines: {"beginPasskey":2000,"signInWithPasskey":10000,"enrollPasskey":5000,"confirmPasskey":5000}, items: {} };

export const payments = { service: PaymentService, deadlines: {"getPayment":2000,"listPayments":2000}, items: {"listPayments":"payments"} };

export const priceLists = { service: PriceListService, deadlines: {"createPriceList":5000,"updatePriceList":5000,"deletePriceList":5000,"getPriceList":2000,"listPriceLists":2000,"batchUpdatePriceListEntries":10000,"listPriceListEntries":2000}, items: {"listPriceLists":"priceLists","listPriceListEntries":"entries"} };

export const prices = { service: PriceService, deadlines: {"batchSetPrices":10000,"listPrices":2000,"batchGetPrices":2000,"watchPrices":300000}, items: {"listPrices":"prices"} };

export const privacy = { service: PrivacyService, deadlines: {"requestErasure":5000,"getPrivacyRequest":2000,"listPrivacyRequests":2000,"cancelPrivacyRequest":5000,"requestExport":5000,"downloadExport":15000}, items: {"listPrivacyRequests":"privacyRequests"} };

export const privacyDesk = { service: PrivacyDeskService, deadlines: {"requestUserErasure":5000,"getUserPrivacyRequest":2000,"listUserPrivacyRequests":2000,"cancelUserPrivacyRequest":5000,"requestUserExport":5000,"downloadUserExport":15000}, items: {"listUserPrivacyRequests":"privacyRequests"} };

export const products = { service: ProductService, deadlines: {"createProduct":5000,"updateProduct":5000,"batchUpsertProducts":30000,"getProduct":2000,"batchGetProducts":2000,"listProducts":2000,"getProductBySlug":2000,"listProductVersions":2000,"getProductVersion":2000,"diffProductVersions":2000,"restoreProductVersion":5000,"approveProduct":5000,"rejectProduct":5000,"watchProducts":300000,"exportProducts":600000,"importProducts":600000,"getProductImport":2000}, items: {"listProducts":"products","listProductVersions":"versions"} };

export const promotions = { service: PromotionService, deadlines: {"createPromotion":5000,"updatePromotion":5000,"getPromotion":2000,"listPromotions":2000}, items: {"listPromotions":"promotions"} };

export const roles = { service: RoleService, deadlines: {"listRoles":2000,"createRole":5000,"updateRole":5000,"deleteRole":5000}, items: {"listRoles":"roles"} };

export const search = { service: SearchService, deadlines: {"searchProducts":3000,"suggestQueries":2000}, items: {"searchProducts":"hits"} };

export const searchIndex = { service: SearchIndexService, deadlines: {"rebuildIndex":5000,"getIndex":2000}, items: {} };

export const sellerDesk = { service: SellerDeskService, deadlines: {"setSellerSuspended":5000}, items: {} };

export const sellerProducts = { service: SellerProductService, deadlines: {"createSellerProduct":5000,"updateSellerProduct":5000,"submitSellerProduct":5000,"listSellerProducts":2000}, items: {"listSellerProducts":"products"} };

export const sellers = { service: SellerService, deadlines: {"getSeller":2000,"listSellers":2000,"getMySeller":2000,"updateMySeller":5000}, items: {"listSellers":"sellers"} };

export const sessions = { service: SessionService, deadlines: {"listSessions":2000,"revokeSession":5000,"endOtherSessions":5000,"signOutEverywhere":10000}, items: {"listSessions":"sessions"} };

export const shipments = { service: ShipmentService, deadlines: {"listOrderShipments":2000,"getShipment":2000}, items: {"listOrderShipments":"shipments"} };

export const shippingDesk = { service: ShippingDeskService, deadlines: {"listShipments":2000,"packShipment":10000,"cancelShipment":10000,"quoteCarriers":10000,"shipShipment":15000,"recordShipment":10000,"getLabel":2000}, items: {"listShipments":"shipments"} };

export const shippingRate = { service: ShippingRateService, deadlines: {"listShippingZones":2000,"createShippingZone":5000,"updateShippingZone":5000,"listShippingMethods":2000,"createShippingMethod":5000,"updateShippingMethod":5000}, items: {"listShippingZones":"zones","listShippingMethods":"methods"} };

export const tax = { service: TaxService, deadlines: {"setTaxRule":5000,"listTaxRules":2000}, items: {"listTaxRules":"taxRules"} };

export const taxClass = { service: TaxClassService, deadlines: {"setTaxClass":5000,"listTaxClasses":2000,"assignTaxClass":10000,"listTaxClassVariants":2000,"batchUpdateTaxRates":10000,"listTaxRates":2000}, items: {"listTaxClasses":"taxClasses","listTaxClassVariants":"variantIds","listTaxRates":"taxRates"} };

export const user = { service: UserService, deadlines: {"getMyProfile":2000,"updateMyProfile":5000,"listAddresses":2000,"createAddress":5000,"getAddress":2000,"updateAddress":5000,"deleteAddress":5000}, items: {"listAddresses":"addresses"} };

export const userDesk = { service: UserDeskService, deadlines: {"getUser":2000,"batchUpsertUsers":15000,"batchFindUsers":5000}, items: {} };

export const walletDesk = { service: WalletDeskService, deadlines: {"listUserWallets":2000,"adjustWallet":5000}, items: {"listUserWallets":"wallets"} };

export const wallets = { service: WalletService, deadlines: {"listWallets":2000,"listWalletEntries":2000,"giveMoney":5000}, items: {"listWallets":"wallets","listWalletEntries":"entries"} };

export const wishLists = { service: WishListService, deadlines: {"createWishList":5000,"listWishLists":2000,"getWishList":2000,"updateWishList":5000,"deleteWishList":5000,"addWishListItem":5000,"listWishListItems":2000,"removeWishListItem":5000}, items: {"listWishLists":"wishLists","listWishListItems":"items"} };
