import type { CouponStore, PromotionStore, RedemptionStore, TermsReader } from "../src/app/ports.ts";
import { createPromotion } from "../src/domain/create-promotion.ts";
import type { Promotion, PromotionContent } from "../src/domain/promotion.ts";
import type { OrderId } from "../src/domain/redemption.ts";
import { updatePromotion } from "../src/domain/update-promotion.ts";
import { aCode, anOffer, aPromotionContent, aPurchase, eur, ids, noon } from "./builders.ts";

export interface RedemptionStores {
  readonly promotions: PromotionStore;
  readonly redemptions: RedemptionStore;
  readonly coupons: CouponStore;
  readonly terms: TermsReader;
}

/** What every engine that counts the use of promotions must do. */
export function redemptionStoreContract(stores: () => RedemptionStores): void {
  const create = (limits: Partial<PromotionContent>) =>
    stores().promotions.create(() => createPromotion(aPromotionContent(limits), noon, ids));
  const usedUp = expect.objectContaining({ reason: "COUPON_USED_UP" });

  const redeem = async (
    promotions: readonly Promotion[],
    change: { orderId?: OrderId; userId?: `usr_${string}` } = {},
  ) => {
    const { orderId = ids.next("ord"), userId = ids.next("usr") } = change;
    const redemptions = promotions.map(({ promotionId, couponCode }) => ({ promotionId, couponCode, amount: eur(10) }));
    await stores().redemptions.redeem({ orderId, userId, redemptions }, noon);
    return orderId;
  };
  const release = (orderId: OrderId) => stores().redemptions.release(orderId, noon);
  const used = async ({ promotionId }: Promotion) => {
    const found = await stores().promotions.find(promotionId);
    return [found?.redemptionCount, found?.redeemedAmount?.minorUnits];
  };

  test("an order counts once, until it gives back, and never again after that", async () => {
    const promotion = await create({ maxRedemptions: 5, budget: eur(1_000) });
    const orderId = await redeem([promotion]);
    await redeem([promotion], { orderId });
    expect(await used(promotion)).toEqual([1, 10n]);
    await release(orderId);
    await release(orderId);
    expect(await used(promotion)).toEqual([0, 0n]);
    const again = redeem([promotion], { orderId });
    await expect(again).rejects.toThrow(expect.objectContaining({ reason: "REDEMPTIONS_RELEASED" }));
    expect(await used(promotion)).toEqual([0, 0n]);
  });

  test("an order that gave back before it redeemed does not redeem any more", async () => {
    const promotion = await create({ maxRedemptions: 5 });
    const orderId = ids.next("ord");
    await release(orderId);
    await expect(redeem([promotion], { orderId })).rejects.toThrow(
      expect.objectContaining({ reason: "REDEMPTIONS_RELEASED" }),
    );
    expect(await used(promotion)).toEqual([0, undefined]);
  });

  test("of two promotions none is counted if one is used up, and the order may try again", async () => {
    const [open, single] = [await create({ maxRedemptions: 5 }), await create({ maxRedemptions: 1 })];
    const first = await redeem([single]);
    const orderId = ids.next("ord");
    await expect(redeem([open, single], { orderId })).rejects.toThrow(usedUp);
    expect([await used(open), await used(single)]).toEqual([
      [0, undefined],
      [1, undefined],
    ]);
    await release(first);
    await redeem([open, single], { orderId });
    expect(await used(open)).toEqual([1, undefined]);
  });

  test("a customer uses it as often as one may; others and nobody in particular may, too", async () => {
    const promotion = await create({ maxRedemptionsPerCustomer: 2 });
    const userId = ids.next("usr");
    const offered = async () => {
      const { offers } = await stores().terms.read(aPurchase({ userId, couponCodes: [promotion.couponCode] }), noon);
      return offers.map(({ redeemedByCustomer }) => redeemedByCustomer);
    };
    expect(await offered()).toEqual([0]);
    const first = await redeem([promotion], { userId });
    await redeem([promotion], { userId });
    expect(await offered()).toEqual([2]);
    await expect(redeem([promotion], { userId })).rejects.toThrow(usedUp);
    await redeem([promotion]);
    await release(first);
    await redeem([promotion], { userId });
  });

  test.each([
    ["a limit of 20", { maxRedemptions: 20 }, 20],
    ["a budget for 15", { budget: eur(159) }, 15],
  ])("of 60 orders at once %s is kept to the last, whoever gives back", async (_, limits, most) => {
    const promotion = await create(limits);
    const race = async () => {
      const tries = await Promise.allSettled(Array.from({ length: 60 }, () => redeem([promotion])));
      for (const entry of tries) if (entry.status === "rejected") expect(entry.reason).toEqual(usedUp);
      return tries.flatMap((entry) => (entry.status === "fulfilled" ? [entry.value] : []));
    };
    const winners = await race();
    expect([winners.length, (await used(promotion))[0]]).toEqual([most, most]);
    await Promise.all([...winners.slice(0, 5).map(release), ...winners.slice(0, 5).map(release)]);
    expect(await race()).toHaveLength(5);
    expect((await used(promotion))[0]).toBe(most);
  });

  test("racers of one customer, and racers of one order, count once", async () => {
    const promotion = await create({ maxRedemptionsPerCustomer: 1 });
    const userId = ids.next("usr");
    const orderId = ids.next("ord");
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => redeem([promotion], { userId })));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await Promise.all(Array.from({ length: 10 }, () => redeem([promotion], { orderId })));
    expect(await used(promotion)).toEqual([2, undefined]);
  });

  test("orders that cross over two promotions do not wait for each other for ever", async () => {
    const [a, b] = [await create({ maxRedemptions: 100 }), await create({ maxRedemptions: 100 })];
    await Promise.all(Array.from({ length: 20 }, (_, n) => redeem(n % 2 === 0 ? [a, b] : [b, a])));
    expect([await used(a), await used(b)]).toEqual([
      [20, undefined],
      [20, undefined],
    ]);
  });

  test("coupons made in bulk ask for their promotion, each once, until they are disabled", async () => {
    const promotion = await create({ couponCode: "" });
    const { promotionId } = promotion;
    const codes = Array.from({ length: 5 }, aCode).toSorted();
    const [one = "", two = "", three = ""] = codes;
    const batchId = ids.next("cpb");
    const batch = { promotionId, batchId, codes, maxRedemptions: 1, createTime: noon };
    expect(await stores().coupons.add(batch)).toBe(batchId);
    const offered = async () => {
      const { offers } = await stores().terms.read(aPurchase({ couponCodes: codes }), noon);
      return new Map(offers.map(({ couponCode, coupon }) => [couponCode, coupon?.redemptionCount]));
    };
    expect(await offered()).toEqual(new Map(codes.map((code) => [code, 0])));
    const use = (couponCode: string) => redeem([{ ...promotion, couponCode }]);
    const first = await use(one);
    await expect(use(one)).rejects.toThrow(usedUp);
    await use(two);
    expect((await offered()).get(one)).toBe(1);
    await release(first);
    await use(one);
    await expect(use("NEVER-MADE")).rejects.toThrow(usedUp);
    expect(await stores().coupons.disable({ promotionId, couponCode: three })).toBe(1);
    await expect(use(three)).rejects.toThrow(usedUp);
    expect(await stores().coupons.disable({ promotionId, batchId })).toBe(4);
    expect(await offered()).toEqual(new Map());
    const page = await stores().coupons.page({ promotionId, batchId }, one, 3);
    expect(
      page.items.map(({ couponCode, redemptionCount, disabled }) => [couponCode, redemptionCount, disabled]),
    ).toEqual(codes.slice(1, 4).map((code) => [code, code === two ? 1 : 0, true]));
    expect((await stores().coupons.page({ promotionId }, page.nextKey, 3)).items).toHaveLength(1);
    const unknown = stores().coupons.add({ ...batch, promotionId: ids.next("pro"), codes: [aCode()] });
    await expect(unknown).rejects.toThrow(expect.objectContaining({ reason: "RESOURCE_NOT_FOUND" }));
  });

  test("of 20 orders at once with one coupon one gets it", async () => {
    const promotion = await create({ couponCode: "" });
    const couponCode = aCode();
    const batch = { promotionId: promotion.promotionId, batchId: ids.next("cpb"), codes: [couponCode] };
    await stores().coupons.add({ ...batch, maxRedemptions: 1, createTime: noon });
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => redeem([{ ...promotion, couponCode }])));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("a promotion of every kind comes back as created, and is offered without a code if it is automatic", async () => {
    const tier = { minSubtotal: eur(100), percentOffHundredths: 0, amountOff: eur(5) };
    const buyGet = { buyQuantity: 2, getQuantity: 1, percentOffHundredths: 5_000 };
    const kinds = [
      { tiers: [tier] },
      { buyGet, variantIds: [ids.next("var")] },
      { freeShipping: true, exclusive: true },
    ];
    for (const kind of kinds) {
      const promotion = await create({
        ...kind,
        automatic: true,
        couponCode: "",
        endTime: new Date(noon.getTime() + 1),
      });
      expect(await stores().promotions.find(promotion.promotionId)).toEqual(promotion);
      const { offers } = await stores().terms.read(aPurchase(), noon);
      expect(offers).toContainEqual(anOffer(promotion));
      const later = await stores().terms.read(aPurchase(), new Date(noon.getTime() + 1));
      expect(later.offers.map((offer) => offer.promotion.promotionId)).not.toContain(promotion.promotionId);
    }
    await expect(create({ customerGroup: "nobodys" })).rejects.toThrow(
      expect.objectContaining({ reason: "CUSTOMER_GROUP_UNKNOWN", metadata: { customer_group: "nobodys" } }),
    );
  });

  test("limits are not set below what is used, and a change of a promotion forgets no use", async () => {
    const promotion = await create({ maxRedemptions: 5, budget: eur(100) });
    await redeem([promotion]);
    await redeem([promotion]);
    const { promotionId } = promotion;
    const change = (fields: Partial<PromotionContent>) =>
      stores().promotions.change(promotionId, (present) => updatePromotion(present, fields, "", noon));
    const field = (name: string) =>
      expect.objectContaining({
        reason: "INVALID_REQUEST",
        fields: [expect.objectContaining({ field: `promotion.${name}` })],
      });
    await expect(change({ maxRedemptions: 1 })).rejects.toThrow(field("max_redemptions"));
    await expect(change({ budget: eur(19) })).rejects.toThrow(field("budget"));
    await expect(change({ budget: undefined })).rejects.toThrow(field("budget"));
    const changed = await change({ maxRedemptions: 2, budget: eur(20) });
    expect(changed).toMatchObject({ redemptionCount: 2, redeemedAmount: eur(20) });
    expect(await stores().promotions.find(promotionId)).toEqual(changed);
    await expect(redeem([promotion])).rejects.toThrow(usedUp);
  });
}
