import { bookCredit } from "./book-credit.ts";
import { getCredit } from "./get-credit.ts";
import { listCredits } from "./list-credits.ts";
import type { CreditPorts } from "./ports/credits.ts";

/** Everything that can be done with credits. */
export const creditUseCases = (ports: CreditPorts) => ({
  bookCredit: bookCredit(ports),
  getCredit: getCredit(ports),
  listCredits: listCredits(ports),
});

export type CreditUseCases = ReturnType<typeof creditUseCases>;
