/** So many at once, and so many each second. */
export interface BudgetOptions {
  readonly burst: number;
  readonly perSecond: number;
  /** A clock in milliseconds that only goes forward. */
  readonly now?: () => number;
}

/** Something that may be done now and then, but not all the time. */
export interface Budget {
  /** False if it was done too often. */
  spend(): boolean;
}

export function createBudget({ burst, perSecond, now = () => performance.now() }: BudgetOptions): Budget {
  let left = burst;
  let at = now();
  return {
    spend() {
      const time = now();
      left = Math.min(burst, left + ((time - at) / 1000) * perSecond);
      at = time;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
