import { randomUUID } from "node:crypto";
import { eventually } from "#mesh/testing";
import type { Scene } from "../purchase/scene.ts";
import { customer } from "../shop/customer.ts";
import { rest } from "../shop/rest.ts";
import { mailsTo, mailTo } from "./mail.ts";

interface NotificationJson {
  readonly notificationId: string;
  readonly templateId: string;
  readonly state: string;
}

/** What customers are written, and the staff's view of it. */
export function notificationJourneys(scene: () => Scene): void {
  const desk = <T>(route: string, body?: unknown) => rest<T>(scene().market.url, route, { token: scene().admin, body });

  async function buy(languageCode = "") {
    const { market, staff } = scene();
    const { variantId } = await staff.offer({ stock: 5 });
    const buyer = await customer(market.url);
    const cart = await buyer.fillCart([{ variantId, quantity: 2 }], buyer.email);
    if (languageCode !== "") await buyer.ask(`PATCH /v1/carts/${cart.cartId}`, { languageCode });
    return { buyer, order: (await buyer.checkout(cart.cartId)).order };
  }

  test("a customer is told that the order is paid, sent and refunded, each once", async () => {
    const { market } = scene();
    const { buyer, order } = await buy();
    const paid = await mailTo(market, buyer.email, "paid");
    expect(paid.subject).toContain(order.orderNumber);
    expect(paid.text).toMatch(/44\.97|40\.98|€/);
    const requestId = randomUUID();
    const { shipment } = await desk<{ shipment: { shipmentId: string } }>(
      `POST /v1/orders/${order.orderId}/shipments`,
      {
        requestId,
      },
    );
    const sent = await desk<{ shipment: { trackingNumber: string } }>(
      `POST /v1/shipments/${shipment.shipmentId}:ship`,
      { requestId },
    );
    expect((await mailTo(market, buyer.email, "on its way")).text).toContain(sent.shipment.trackingNumber);
    const lines = [{ lineId: order.lines[0]?.lineId ?? "", quantity: 1 }];
    await buyer.giveBack(order.orderId, lines);
    expect((await mailTo(market, buyer.email, "refund")).text).toContain("19.99");
    const { notifications } = await desk<{ notifications: NotificationJson[] }>(
      `GET /v1/notifications?order_id=${order.orderId}`,
    );
    const told = notifications.map(({ templateId }) => templateId);
    expect(told).toEqual(expect.arrayContaining(["order_paid", "shipment_shipped", "order_refunded"]));
  }, 60_000);

  test("whoever wants German is written to in German", async () => {
    const { market } = scene();
    const { buyer, order } = await buy("de-AT");
    const found = await eventually(async () => {
      const [mail] = await mailsTo(market, buyer.email, order.orderNumber);
      return mail ?? false;
    });
    expect(found.subject).toMatch(/Bestellung/);
  });

  test("the staff sees what was sent, and sends it again", async () => {
    const { market } = scene();
    const { buyer, order } = await buy();
    await mailTo(market, buyer.email, "paid");
    const log = async () =>
      (await desk<{ notifications: NotificationJson[] }>(`GET /v1/notifications?subject_id=${order.orderId}`))
        .notifications;
    await eventually(async () => {
      const states = (await log()).map(({ templateId, state }) => [templateId, state]);
      expect(states).toContainEqual(["order_paid", "NOTIFICATION_STATE_SENT"]);
    });
    const paid = (await log()).find(({ templateId }) => templateId === "order_paid");
    await desk(`POST /v1/notifications/${paid?.notificationId}:resend`, { requestId: randomUUID() });
    await eventually(async () => expect(await mailsTo(market, buyer.email, "paid")).toHaveLength(2));
  });

  test("the staff changes what is written, after a look at how it will be", async () => {
    const template = "/v1/notification-templates/order_cancelled/en";
    const words = { subject: "So long, {{ order.number }}", text: "We gave it back." };
    const preview = await desk<{ subject: string; text: string }>(`POST ${template}:preview`, words);
    expect(preview).toMatchObject({ subject: expect.stringMatching(/^So long, \w+/), text: `${words.text}\n` });
    await expect(desk(`POST ${template}:preview`, { ...words, text: "{{ oops" })).rejects.toMatchObject({
      reason: "TEMPLATE_INVALID",
    });
    await desk(`PUT ${template}`, words);
    const { buyer, order } = await buy();
    await buyer.cancel(order.orderId);
    await mailTo(scene().market, buyer.email, `So long, ${order.orderNumber}`);
    await desk(`POST ${template}:reset`, {});
    const again = await desk<{ subject: string }>(`POST ${template}:preview`, {});
    expect(again.subject).not.toMatch(/^So long/);
  }, 60_000);
}
