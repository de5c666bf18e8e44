import type { Account } from "#gen/grpc/ultramarket/auth/v1/auth.ts";
import { AccountLookupServiceService, type ReadCodeResponse } from "#gen/grpc/ultramarket/auth/v1/auth_service.ts";
import type { Order } from "#gen/grpc/ultramarket/order/v1/order.ts";
import { FulfillmentServiceService } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import type { User } from "#gen/grpc/ultramarket/user/v1/user.ts";
import { UserLookupServiceService } from "#gen/grpc/ultramarket/user/v1/user_service.ts";
import { type Config, defineConfig, text } from "#mesh/config";
import { notFound, refuse } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import { defineService } from "#mesh/runtime";

/** Services of orders, accounts and people that know what they are told, and can be away. */
export function fakeNeighbours() {
  const known = {
    orders: new Map<string, Order>(),
    accounts: new Map<string, Account>(),
    codes: new Map<string, ReadCodeResponse>(),
    languages: new Map<string, string>(),
  };
  const away = new Set<"order" | "auth" | "user">();
  const readFrom = <T>(service: "order" | "auth", things: Map<string, T>, id: string): T => {
    if (away.has(service)) throw refuse("SERVICE_UNAVAILABLE", { metadata: { service } });
    const thing = things.get(id);
    if (thing === undefined) throw notFound();
    return thing;
  };
  const refused = () => Promise.reject(refuse("METHOD_UNKNOWN"));
  const order = implement(FulfillmentServiceService, {
    readOrder: async ({ orderId }) => ({ order: readFrom("order", known.orders, orderId) }),
    allocateShipment: refused,
    releaseShipment: refused,
  });
  const auth = implement(AccountLookupServiceService, {
    readAccount: async ({ userId }) => ({ account: readFrom("auth", known.accounts, userId) }),
    readCode: async ({ codeId }) => readFrom("auth", known.codes, codeId),
  });
  const user = implement(UserLookupServiceService, {
    async readUser({ userId }) {
      if (away.has("user")) return new Promise<never>(() => {});
      const languageCode = known.languages.get(userId) ?? "";
      const nothing = {
        displayName: "",
        email: "",
        emailVerified: false,
        currencyCode: "",
        marketingAccepted: false,
        countryCode: "",
        externalReference: "",
        avatarUrl: "",
      };
      const user: User = { userId, languageCode, ...nothing, etag: "", createTime: undefined, updateTime: undefined };
      return { user, defaultShippingAddress: undefined, defaultBillingAddress: undefined };
    },
  });
  return {
    ...known,
    away,
    services: [running("order", order), running("auth", auth, authConfig), running("user", user)],
  };
}

const running = (name: string, binding: ServiceBinding, config: Config = {}) =>
  defineService({ name, config, start: async () => ({ rpc: [binding] }) });

/** What every test host sets for the real service. */
const authConfig = defineConfig({ key: text("AUTH_SIGNING_KEY", { optional: true, description: "not used" }) });
