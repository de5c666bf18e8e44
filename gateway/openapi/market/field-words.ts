import type { WordsOfMessage } from "../examples/example-words.ts";
import { euros } from "./euros.ts";

/** What fields hold in whatever message they stand. The purchase they tell of is the same in all examples. */
export const fieldWords: WordsOfMessage = {
  ...{ accessToken: "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ1c3IifQ.c2lnbmF0dXJl", refreshToken: "rt_8Jx2kQ5vN0mT7wZ3" },
  ...{ email: "ada@example.com", displayName: "Ada Berger", password: "a long walk by the sea" },
  ...{ currentPassword: "a long walk by the sea", newPassword: "two lamps and a kettle", code: "7K4M-92QX" },
  ...{ recipientName: "Ada Berger", organization: "", line1: "Lindenweg 12", line2: "", city: "Freiburg" },
  ...{ regionCode: "", postalCode: "79098", countryCode: "DE", countryCodes: ["DE", "AT"], phone: "+49 761 5550123" },
  ...{ currencyCode: "EUR", languageCode: "en", timeZone: "Europe/Berlin", label: "Home" },
  ...{ brand: "Wexmoor", sku: "HOM-BLANKET-MOSS", slug: "herringbone-wool-blanket", name: "Herringbone Wool Blanket" },
  ...{ gtin: "0200000700263", weightGrams: 1150, quantity: "2", query: "wool blanket", correctedQuery: "" },
  description: "A dense lambswool blanket woven in a herringbone pattern.",
  ...{ price: euros(8900), unitPrice: euros(8900), minorUnits: "8900", amount: euros(16510) },
  ...{ amountOff: null, minSubtotal: null, minPrice: null, maxPrice: null, shippingPrice: euros(490) },
  ...{ subtotal: euros(17800), discountTotal: euros(1780), shippingTotal: euros(490), taxTotal: euros(2636) },
  ...{ discount: euros(1780), tax: euros(2558), total: euros(16510), taxInclusive: true, inclusive: true },
  ...{ shippingMethodId: "standard", couponCode: "WELCOME10", couponCodes: ["WELCOME10"], orderNumber: "100042" },
  ...{ paymentMethod: "pm_card_visa", nextPageToken: "", pageToken: "", pageSize: 20, etag: "3" },
  ...{ createTime: "2026-03-02T09:15:00Z", updateTime: "2026-03-02T09:20:00Z", businessTime: "2026-03-02T09:15:00Z" },
  ...{ startTime: "2026-03-01T00:00:00Z", endTime: "2026-04-01T00:00:00Z", expireTime: "2026-03-02T09:30:00Z" },
  ...{ dueTime: null, sendTime: "2026-03-02T09:20:04Z", eventTime: "2026-03-04T14:02:00Z" },
  ...{ shipTime: "2026-03-03T16:40:00Z", deliverTime: "2026-03-05T11:25:00Z" },
  ...{ emailVerified: true, enabled: true, defaultShipping: true, defaultBilling: true, roles: ["customer"] },
  ...{ failureReason: "", cancelReason: "", declineCode: "", lastError: "", externalReference: "" },
  ...{ reason: "The color did not match the sofa", note: "Pallet of 2 March" },
  ...{ carrierId: "simulated-post", carrierService: "standard", trackingNumber: "SP4400182736DE" },
  ...{ trackingUrl: "https://post.example/track/SP4400182736DE", deliveryDays: 2, location: "Freiburg" },
  ...{ permission: "order.read", service: "order", rateClass: "write", role: "admin", intervals: "2,400" },
};
