import type { Lease, NotificationStore, TemplateStore } from "../src/app/ports.ts";
import { existing, type Notification, sendAgain } from "../src/domain/notification.ts";
import { settle } from "../src/domain/settle.ts";
import { type TemplateId, templateIds } from "../src/domain/template.ts";
import { after, aNotification, anAnnouncement, ids, noon } from "./builders.ts";

export interface NotificationStores {
  readonly notifications: NotificationStore;
  readonly templates: TemplateStore;
  /** Subjects of the events kept about the message. */
  eventsOf(notificationId: string): Promise<readonly string[]>;
}

const aLease = (change: Partial<Lease> = {}): Lease => ({
  leaseId: ids.uuid(),
  now: noon,
  until: after(60),
  ...change,
});

const sent = { kind: "SENT", email: "ada@example.com", subject: "Paid", languageCode: "en" } as const;

/** What every engine that keeps messages must do. Messages are due at times of their own, so that tests do not meet. */
export function notificationStoreContract(open: () => NotificationStores): void {
  /** A message that alone is due by the time of the lease. */
  async function due(change: Partial<Notification> = {}, lease = aLease()) {
    const notification = aNotification({ ...change, dueTime: lease.now });
    await open().notifications.add(notification);
    return { notification, lease };
  }

  async function taken(lease: Lease, limit = 100) {
    return (await open().notifications.takeDue(lease, limit)).notifications;
  }

  test("a message is kept once for each occasion", async () => {
    const { notifications } = open();
    const announcement = anAnnouncement();
    const [first, second, other] = [
      aNotification({ ...announcement, dueTime: after(9_999) }),
      aNotification({ ...announcement, dueTime: after(9_999) }),
      aNotification({ ...announcement, templateId: "order_cancelled", dueTime: after(9_999) }),
    ];
    for (const notification of [first, second, other]) await notifications.add(notification);
    expect(await notifications.find(first.notificationId)).toEqual(first);
    expect(await notifications.find(second.notificationId)).toBeUndefined();
    expect(await notifications.find(other.notificationId)).toEqual(other);
  });

  test("what follows overtakes a message that nobody is sending yet", async () => {
    const { notifications } = open();
    const stateOf = async ({ notificationId }: Notification) => (await notifications.find(notificationId))?.state;
    const announcement = anAnnouncement();
    const placed = aNotification({ ...announcement, templateId: "order_placed", dueTime: after(9_999) });
    const paid = aNotification({ ...announcement, templateId: "order_paid", dueTime: after(9_999) });
    for (const notification of [placed, paid, paid]) await notifications.add(notification);
    expect([await stateOf(placed), await stateOf(paid)]).toEqual(["SKIPPED", "PENDING"]);

    const { notification: late, lease } = await due({ templateId: "order_placed" });
    await taken(lease);
    const { occasion, subjectId } = late;
    await notifications.add(aNotification({ occasion, subjectId, templateId: "order_paid", dueTime: after(9_999) }));
    expect(await stateOf(late)).toBe("PENDING");
  });

  test("what is due is taken by one, oldest first, until its lease ends", async () => {
    const lease = aLease();
    const { notification: late } = await due({}, aLease({ now: after(-1) }));
    const { notification: later } = await due();
    expect((await taken(lease, 1)).map(({ notificationId }) => notificationId)).toEqual([late.notificationId]);
    expect(await taken(lease)).toEqual([{ ...later, attempts: 1, dueTime: lease.until }]);
    expect(await taken(aLease())).toEqual([]);
    const again = aLease({ now: lease.until, until: after(9_999) });
    expect((await taken(again)).map(({ attempts }) => attempts)).toEqual([2, 2]);
  });

  test("what is taken says which messages the staff has words of its own for", async () => {
    const { notifications, templates } = open();
    const key = { templateId: "order_refunded", languageCode: "sv" } as const;
    const reworded = async () => {
      const lease = aLease();
      for (const templateId of ["order_paid", "order_refunded", "order_refunded"] as const)
        await due({ templateId }, lease);
      return (await notifications.takeDue(lease, 100)).reworded;
    };
    expect(await reworded()).toEqual([]);
    await templates.set(key, { subject: "s", text: "t", html: "" }, "", noon);
    expect(await reworded()).toEqual(["order_refunded"]);
    await templates.reset(key, noon);
    expect(await reworded()).toEqual([]);
  });

  test("what came of it is kept with its event, by who holds the lease only", async () => {
    const { notifications, eventsOf } = open();
    const { notification, lease } = await due();
    const [held = notification] = await taken(lease);
    const decision = settle(held, sent, after(1), 0);
    expect(await notifications.settle(decision, ids.uuid())).toBe(false);
    expect(await eventsOf(notification.notificationId)).toEqual([]);
    expect(await notifications.settle(decision, lease.leaseId)).toBe(true);
    expect(await notifications.settle(decision, lease.leaseId)).toBe(false);
    expect(await notifications.find(notification.notificationId)).toEqual(decision.next);
    expect(await eventsOf(notification.notificationId)).toEqual(["notification.v1.notification_sent"]);
    expect(await taken(aLease({ now: after(99) }))).toEqual([]);
  });

  test("trouble is kept, and the message is due again at its time", async () => {
    const { notifications } = open();
    const { notification, lease } = await due();
    const [held = notification] = await taken(lease);
    const decision = settle(held, { kind: "TROUBLE", with: "SERVER", error: "451" }, after(1), 0);
    await notifications.settle(decision, lease.leaseId);
    expect(await notifications.find(notification.notificationId)).toEqual(decision.next);
    expect(await taken(aLease({ now: after(1) }))).toEqual([]);
    expect(await taken(aLease({ now: after(2), until: after(9_999) }))).toHaveLength(1);
  });

  test("a message is sent again once for each request", async () => {
    const { notifications } = open();
    const { notification, lease } = await due();
    const [held = notification] = await taken(lease);
    const { notificationId } = notification;
    await notifications.settle(settle(held, { kind: "REFUSED", error: "550" }, noon, 0), lease.leaseId);
    const request = { caller: "usr_1", method: "resend", key: ids.uuid(), hash: "" };
    const decide = (found: Notification | undefined) => sendAgain(existing(found), after(9_999));
    const again = await notifications.change(notificationId, decide, request);
    expect(again).toMatchObject({ state: "PENDING", edition: 2, version: 3, dueTime: after(9_999), lastError: "" });
    expect(await notifications.change(notificationId, decide, request)).toEqual(again);
    expect(await notifications.find(notificationId)).toEqual(again);
    await expect(notifications.change(notificationId, decide)).rejects.toMatchObject({
      reason: "NOTIFICATION_PENDING",
    });
    const unknown = notifications.change(ids.next("ntf"), decide);
    await expect(unknown).rejects.toMatchObject({ reason: "RESOURCE_NOT_FOUND" });
  });

  test("lists fit all conditions, newest first", async () => {
    const { notifications } = open();
    const userId = ids.next("usr");
    const added: Notification[] = [];
    for (let index = 0; index < 4; index++) {
      const notification = aNotification({ userId: index === 0 ? undefined : userId, dueTime: after(9_999) });
      await notifications.add(notification);
      added.unshift(notification);
    }
    const [newest, second, third, ofNobody] = added;
    const first = await notifications.page({ userId, state: "PENDING" }, undefined, 2);
    expect(first).toEqual({ items: [newest, second], nextKey: second?.notificationId });
    expect(await notifications.page({ userId }, first.nextKey, 2)).toEqual({ items: [third], nextKey: undefined });
    const subjectId = ofNobody?.subjectId;
    expect((await notifications.page({ subjectId }, undefined, 2)).items).toEqual([ofNobody]);
    const [orderId, userIdOfOrder] = [ids.next("ord"), ids.next("usr")];
    const ofOrder = (["order_paid", "order_refunded"] as const).map((templateId) =>
      aNotification({
        orderId,
        userId: userIdOfOrder,
        templateId,
        occasion: ids.uuid(),
        subjectId: ids.uuid(),
        dueTime: after(9_999),
      }),
    );
    for (const notification of ofOrder) await notifications.add(notification);
    expect((await notifications.page({ orderId }, undefined, 3)).items).toEqual(ofOrder.toReversed());
    const filter = { orderId, state: "PENDING", userId: userIdOfOrder } as const;
    expect((await notifications.page(filter, undefined, 3)).items).toEqual(ofOrder.toReversed());
    expect((await notifications.page({ subjectId, userId }, undefined, 2)).items).toEqual([]);
    expect((await notifications.page({ state: "FAILED", userId }, undefined, 2)).items).toEqual([]);
    expect((await notifications.page({}, undefined, 1)).items).toEqual([ofOrder[1]]);
  });
}

/** What every engine that keeps templates must do. */
export function templateStoreContract(open: () => NotificationStores): void {
  const words = { subject: "s", text: "t", html: "h" };
  const keyOf = (templateId: TemplateId, languageCode: string) => ({ templateId, languageCode });

  test("the staff's words stand in front of the market's own, and go again", async () => {
    const { templates } = open();
    const key = keyOf("order_placed", "en");
    const own = await templates.find(key);
    expect(own).toMatchObject({ ...key, builtIn: true, version: 0, updateTime: undefined });
    const changed = { ...key, ...words, builtIn: false, version: 1, updateTime: noon };
    expect(await templates.set(key, words, "0", noon)).toEqual(changed);
    expect(await templates.find(key)).toEqual(changed);
    const wordsFor = async (reworded: readonly TemplateId[]) =>
      (await templates.findAll(reworded))
        .filter(({ templateId, languageCode }) => templateId === key.templateId && languageCode === "en")
        .map(({ builtIn }) => builtIn);
    expect((await wordsFor(["order_placed"])).toSorted()).toEqual([false, true]);
    expect(await wordsFor([])).toEqual([true]);
    expect(await templates.reset(key, noon)).toEqual({ ...own, version: 2 });
    expect(await templates.reset(key, noon)).toEqual({ ...own, version: 2 });
    expect(await templates.find(key)).toEqual({ ...own, version: 2 });
    expect(await templates.set(key, words, "2", noon)).toMatchObject({ version: 3 });
    await templates.reset(key, noon);
  });

  test("a template that was changed meanwhile stays as it is", async () => {
    const { templates } = open();
    const key = keyOf("order_cancelled", "nl");
    const mismatch = expect.objectContaining({ reason: "ETAG_MISMATCH" });
    await expect(templates.set(key, words, "1", noon)).rejects.toEqual(mismatch);
    await templates.set(key, words, "", noon);
    for (const etag of ["0", "2", "x"]) await expect(templates.set(key, words, etag, noon)).rejects.toEqual(mismatch);
    expect(await templates.set(key, { ...words, html: "" }, "", noon)).toMatchObject({ version: 2, html: "" });
  });

  test("a language of the staff's own is gone when it is reset, once for each request", async () => {
    const { templates } = open();
    const key = keyOf("order_cancelled", "pt");
    await expect(templates.reset(key, noon)).rejects.toMatchObject({ reason: "TEMPLATE_UNKNOWN" });
    await templates.set(key, words, "", noon);
    const request = { caller: "usr_1", method: "reset", key: ids.uuid(), hash: "" };
    expect(await templates.reset(key, noon, request)).toBeUndefined();
    expect(await templates.reset(key, noon, request)).toBeUndefined();
    expect(await templates.find(key)).toBeUndefined();
  });

  test("pages show the market's own and the staff's in one order", async () => {
    const { templates } = open();
    await templates.set(keyOf("shipment_shipped", "aa"), words, "", noon);
    await templates.set(keyOf("shipment_shipped", "en"), words, "", noon);
    await templates.set(keyOf("shipment_shipped", "zz"), words, "", noon);
    await templates.set(keyOf("shipment_shipped", "xx"), words, "", noon);
    await templates.reset(keyOf("shipment_shipped", "xx"), noon);
    const seen: string[] = [];
    let after: Parameters<typeof templates.page>[1];
    do {
      const { items, nextKey } = await templates.page("shipment_shipped", after, 2);
      seen.push(...items.map(({ languageCode, builtIn }) => `${languageCode}${builtIn ? "" : "*"}`));
      after = nextKey;
    } while (after !== undefined);
    expect(seen).toEqual(["aa*", "de", "en*", "fr", "zz*"]);
    const all = (await templates.page(undefined, undefined, 100)).items.map((one) => one.templateId);
    expect(all).toEqual(all.toSorted());
    expect([...new Set(all)]).toEqual(templateIds);
  });
}
