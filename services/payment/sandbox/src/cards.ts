/** What a test card does: https://docs.stripe.com/testing. */
export interface TestCard {
  readonly brand: string;
  readonly last4: string;
  readonly decline?: { readonly code: string; readonly decline_code?: string; readonly message: string };
  readonly authentication?: true;
  readonly refund?: "pending" | "fails";
}

const visa = { brand: "visa", last4: "4242" };

function declined(last4: string, decline_code: string): TestCard {
  return { brand: "visa", last4, decline: { code: "card_declined", decline_code, message: "Your card was declined." } };
}

const expired: TestCard = {
  brand: "visa",
  last4: "0069",
  decline: { code: "expired_card", decline_code: "expired_card", message: "Your card has expired." },
};

const cards: Readonly<Record<string, TestCard>> = {
  pm_card_visa: visa,
  pm_card_visa_debit: { brand: "visa", last4: "5556" },
  pm_card_mastercard: { brand: "mastercard", last4: "4444" },
  pm_card_amex: { brand: "amex", last4: "8431" },
  pm_card_visa_chargeDeclined: declined("0002", "generic_decline"),
  pm_card_chargeDeclined: declined("0002", "generic_decline"),
  pm_card_visa_chargeDeclinedInsufficientFunds: {
    ...declined("9995", "insufficient_funds"),
    decline: {
      code: "card_declined",
      decline_code: "insufficient_funds",
      message: "Your card has insufficient funds.",
    },
  },
  pm_card_visa_chargeDeclinedLostCard: declined("9987", "lost_card"),
  pm_card_visa_chargeDeclinedStolenCard: declined("9979", "stolen_card"),
  pm_card_visa_chargeDeclinedExpiredCard: expired,
  pm_card_chargeDeclinedExpiredCard: expired,
  pm_card_chargeDeclinedProcessingError: {
    brand: "visa",
    last4: "0119",
    decline: { code: "processing_error", message: "An error occurred while processing your card. Try again later." },
  },
  pm_card_chargeCustomerFail: declined("0341", "generic_decline"),
  pm_card_authenticationRequired: { brand: "visa", last4: "3184", authentication: true },
  pm_card_pendingRefund: { brand: "visa", last4: "7726", refund: "pending" },
  pm_card_refundFail: { brand: "visa", last4: "5126", refund: "fails" },
};

/** The card of a test payment method's name; undefined if there is none. */
export function testCard(name: string): TestCard | undefined {
  return Object.hasOwn(cards, name) ? cards[name] : undefined;
}

/** The card that a payment method was made from, told by its last four digits. */
export function cardOf(last4: string): TestCard {
  return Object.values(cards).find((card) => card.last4 === last4) ?? visa;
}
