import { GuestSignedIn } from "#gen/grpc/ultramarket/auth/v1/auth_events.ts";
import { CartServiceService } from "#gen/grpc/ultramarket/order/v1/cart_service.ts";
import { type Bus, openPostgresBus } from "#mesh/events";
import { silentLogger } from "#mesh/kernel";
import { createClient } from "#mesh/rpc";
import { startTestHost, type TestHost } from "#mesh/test-host";
import { eventually } from "#mesh/testing";
import { orderService } from "../src/service.ts";
import { ids } from "./cart-builders.ts";
import { fakeUser } from "./fake-user.ts";
import { told } from "./told.ts";

let market: TestHost;
let bus: Bus;

beforeAll(async () => {
  market = await startTestHost({ services: [fakeUser().service, orderService] });
  const { DATABASE_URL: url = "" } = market.env;
  bus = await openPostgresBus({ url, log: silentLogger });
});

afterAll(async () => {
  await bus?.close();
  await market?.close();
});

const guestSignedIn = (guestUserId: string, userId: string) =>
  told("auth.v1.guest_signed_in", userId, 1, GuestSignedIn.encode({ guestUserId, userId }).finish());

test("a guest who signs in finds the carts in the account, and the guest no longer", async () => {
  const carts = createClient(CartServiceService, market.host.channelTo("order", "gateway"));
  const [guestId, userId] = [ids.next("usr"), ids.next("usr")];
  const [guest, user] = [{ token: await market.tokenFor([], guestId) }, { token: await market.tokenFor([], userId) }];
  const { cart } = await carts.createCart({ currencyCode: "EUR", requestId: "" }, guest);
  const { cartId = "" } = cart ?? {};
  await bus.append([guestSignedIn(guestId, userId)]);
  const list = async (who: { token: string }) => (await carts.listCarts({ pageSize: 0, pageToken: "" }, who)).carts;
  await eventually(async () => (await list(user)).length === 1);
  expect((await carts.getCart({ cartId }, user)).cart).toMatchObject({ cartId, userId, etag: "2" });
  expect(await list(guest)).toEqual([]);
  await expect(carts.getCart({ cartId }, guest)).rejects.toMatchObject({ reason: "RESOURCE_NOT_FOUND" });
});
