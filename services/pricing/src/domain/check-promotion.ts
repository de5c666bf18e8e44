import { invalid } from "#mesh/kernel";
import type { PromotionContent } from "./promotion.ts";

/** Fails with INVALID_REQUEST, naming the field that breaks a rule. */
export function checkPromotion({ percentOffHundredths, amountOff, minSubtotal, ...promotion }: PromotionContent): void {
  const { startTime, endTime } = promotion;
  if (percentOffHundredths === 0 && amountOff === undefined) {
    throw wrong("percent_off_hundredths", "must be set unless amount_off is");
  }
  if (percentOffHundredths !== 0 && amountOff !== undefined) {
    throw wrong("amount_off", "must not be set along with percent_off_hundredths");
  }
  if (amountOff && minSubtotal && amountOff.currencyCode !== minSubtotal.currencyCode) {
    throw wrong("min_subtotal.currency_code", "must be that of amount_off");
  }
  const { budget } = promotion;
  for (const [name, limit] of Object.entries({ amount_off: amountOff, min_subtotal: minSubtotal })) {
    if (budget && limit && limit.currencyCode !== budget.currencyCode) {
      throw wrong("budget.currency_code", `must be that of ${name}`);
    }
  }
  if (startTime && endTime && endTime <= startTime) throw wrong("end_time", "must lie after start_time");
}

function wrong(field: string, description: string) {
  return invalid({ field: `promotion.${field}`, description });
}
