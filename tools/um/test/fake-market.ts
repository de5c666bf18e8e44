import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, type ConnectRouter, createRouterTransport, type Transport } from "@connectrpc/connect";
import { AuthService } from "#gen/es/ultramarket/auth/v1/auth_service_pb.js";
import { InventoryService } from "#gen/es/ultramarket/inventory/v1/inventory_service_pb.js";
import { CartSchema } from "#gen/es/ultramarket/order/v1/cart_pb.js";
import { CartService, type UpdateCartRequest } from "#gen/es/ultramarket/order/v1/cart_service_pb.js";
import { type Order, OrderSchema, OrderState } from "#gen/es/ultramarket/order/v1/order_pb.js";
import { PriceListService } from "#gen/es/ultramarket/pricing/v1/price_list_service_pb.js";
import { PromotionService, TaxService } from "#gen/es/ultramarket/pricing/v1/pricing_service_pb.js";
import { type Product, ProductSchema } from "#gen/es/ultramarket/product/v1/product_pb.js";
import {
  BrandService,
  CategoryService,
  type CollectionInput,
  CollectionService,
  ProductService,
} from "#gen/es/ultramarket/product/v1/product_service_pb.js";

/** A market in memory that does no more than remember. */
export interface FakeMarket {
  readonly transport: Transport;
  readonly products: Map<string, Product>;
  readonly categories: Map<string, string>;
  /** Ids by name. */
  readonly brands: Map<string, string>;
  /** By slug. */
  readonly collections: Map<string, CollectionInput>;
  /** Prices by list and variant; a list of one request_id is one. */
  readonly listPrices: Map<string, bigint>;
  /** Units by variant; a request_id counts once. */
  readonly stock: Map<string, bigint>;
  readonly taxRules: Map<string, number>;
  readonly coupons: Set<string>;
  /** Passwords by e-mail. */
  readonly accounts: Map<string, string>;
  readonly cartUpdates: UpdateCartRequest[];
  /** Names of the calls, in the order they came. */
  readonly calls: string[];
  /** What a checkout comes to. */
  order: Order;
  /** Fails the call of this name when it has been made so often. */
  breakAt: { readonly call: string; times: number } | undefined;
}

const taken = (what: string) => new ConnectError(`${what} is taken`, Code.AlreadyExists);

export function fakeMarket(): FakeMarket {
  const market: Memory = {
    products: new Map(),
    categories: new Map(),
    brands: new Map(),
    collections: new Map(),
    listPrices: new Map(),
    stock: new Map(),
    taxRules: new Map(),
    coupons: new Set(),
    accounts: new Map(),
    cartUpdates: [],
    calls: [],
    order: create(OrderSchema, { orderNumber: "UM-1", state: OrderState.PAID }),
    breakAt: undefined,
  };
  const transport = createRouterTransport((router) => {
    serveCatalogue(router, market);
    serveGroups(router, market);
    serveTrade(router, market);
    serveShopping(router, market);
  });
  return Object.assign(market, { transport });
}

type Memory = Omit<FakeMarket, "transport">;

function note(market: Memory, call: string): void {
  market.calls.push(call);
  const { breakAt } = market;
  if (breakAt?.call !== call) return;
  breakAt.times -= 1;
  if (breakAt.times < 0) throw new ConnectError("the market is gone", Code.Unavailable);
}

function serveCatalogue(router: ConnectRouter, market: Memory): void {
  const { products, categories } = market;
  router.service(ProductService, {
    createProduct({ product: input }) {
      note(market, "createProduct");
      if (input === undefined || products.has(input.slug)) throw taken("slug");
      const { name, slug } = input;
      const variants = input.variants.map(({ sku, price, weightGrams }) => {
        return { sku, weightGrams, variantId: `var ${sku}`, ...(price && { price }) };
      });
      const product = create(ProductSchema, { productId: `prd ${slug}`, brandId: input.brandId, name, slug, variants });
      products.set(slug, product);
      return { product };
    },
    listProducts({ pageSize, pageToken }) {
      const newest = [...products.values()].toReversed();
      const start = Number(pageToken || "0");
      const nextPageToken = start + pageSize < newest.length ? String(start + pageSize) : "";
      return { products: newest.slice(start, start + pageSize), nextPageToken };
    },
  });
  router.service(CategoryService, {
    createCategory({ category }) {
      if (category === undefined || categories.has(category.slug)) throw taken("slug");
      categories.set(category.slug, `cat ${category.slug}`);
      return { category: { categoryId: `cat ${category.slug}`, slug: category.slug } };
    },
    listCategories: () => ({ categories: Array.from(categories, ([slug, categoryId]) => ({ slug, categoryId })) }),
  });
}

function serveGroups(router: ConnectRouter, market: Memory): void {
  const { brands, collections } = market;
  router.service(BrandService, {
    createBrand({ brand }) {
      if (brand === undefined || brands.has(brand.name)) throw taken("name");
      brands.set(brand.name, `brd ${brand.slug}`);
      return { brand: { name: brand.name, brandId: `brd ${brand.slug}` } };
    },
    listBrands: () => ({ brands: Array.from(brands, ([name, brandId]) => ({ name, brandId })) }),
  });
  router.service(CollectionService, {
    createCollection({ collection }) {
      note(market, "createCollection");
      if (collection === undefined || collections.has(collection.slug)) throw taken("slug");
      collections.set(collection.slug, collection);
      return {};
    },
  });
}

function serveTrade(router: ConnectRouter, market: Memory): void {
  const keys = new Set<string>();
  router.service(InventoryService, {
    adjustStock({ variantId, quantityDelta, requestId }) {
      note(market, "adjustStock");
      if (!keys.has(requestId)) market.stock.set(variantId, (market.stock.get(variantId) ?? 0n) + quantityDelta);
      keys.add(requestId);
      return { variantId };
    },
  });
  router.service(TaxService, {
    setTaxRule({ countryCode, taxRule }) {
      market.taxRules.set(countryCode, taxRule?.rateHundredths ?? 0);
      return {};
    },
  });
  router.service(PriceListService, {
    createPriceList: ({ requestId }) => ({ priceList: { priceListId: requestId } }),
    batchUpdatePriceListEntries({ priceListId, set }) {
      note(market, "batchUpdatePriceListEntries");
      for (const { variantId, price } of set) {
        market.listPrices.set(`${priceListId} ${variantId}`, price?.minorUnits ?? 0n);
      }
      return {};
    },
  });
  router.service(PromotionService, {
    createPromotion({ promotion }) {
      const code = promotion?.couponCode ?? "";
      if (market.coupons.has(code)) throw taken("coupon");
      market.coupons.add(code);
      return {};
    },
  });
}

function serveShopping(router: ConnectRouter, market: Memory): void {
  const cart = create(CartSchema, { cartId: "crt 1" });
  const signedIn = (headers: Headers, call: string) => {
    note(market, call);
    if (headers.get("authorization") !== "Bearer token") throw new ConnectError("sign in", Code.Unauthenticated);
  };
  router.service(AuthService, {
    register({ email, password }) {
      if (market.accounts.has(email)) throw taken("e-mail");
      market.accounts.set(email, password);
      return {};
    },
    signIn({ email, password }) {
      note(market, "signIn");
      if (market.accounts.get(email) !== password) throw new ConnectError("wrong", Code.Unauthenticated);
      return { accessToken: "token" };
    },
  });
  router.service(CartService, {
    createCart(_, { requestHeader }) {
      signedIn(requestHeader, "createCart");
      return { cart };
    },
    addCartLine({ variantId, quantity }, { requestHeader }) {
      signedIn(requestHeader, `addCartLine ${variantId} ${quantity}`);
      return { cart };
    },
    updateCart(request, { requestHeader }) {
      signedIn(requestHeader, "updateCart");
      market.cartUpdates.push(request);
      return { cart };
    },
    getShippingOptions(_, { requestHeader }) {
      signedIn(requestHeader, "getShippingOptions");
      return { shippingOptions: [{ shippingMethodId: "standard" }, { shippingMethodId: "express" }] };
    },
    checkoutCart({ paymentMethod, requestId }, { requestHeader }) {
      signedIn(requestHeader, `checkoutCart ${paymentMethod} ${requestId}`);
      return { order: market.order };
    },
  });
}
