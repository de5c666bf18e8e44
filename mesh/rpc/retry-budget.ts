/** Bounds repeats to a share of the calls, so that a server in trouble is not drowned by those who hope. */
export interface RetryBudget {
  /** Counts a call. */
  earn(): void;
  /** True if a repeat may be sent; takes it from the budget. */
  spend(): boolean;
}

export interface RetryBudgetOptions {
  /** Repeats per call in the long run. Default: 0.08. */
  readonly ratio?: number | undefined;
  /** Repeats that may be saved up, and that a new budget starts with. Default: 10. */
  readonly reserve?: number | undefined;
}

/** A token bucket. With its defaults, 500 calls or more are never followed by more than a tenth of repeats. */
export function createRetryBudget({ ratio = 0.08, reserve = 10 }: RetryBudgetOptions = {}): RetryBudget {
  let saved = reserve;
  return {
    earn() {
      saved = Math.min(reserve, saved + ratio);
    },
    spend() {
      if (saved < 1) return false;
      saved -= 1;
      return true;
    },
  };
}
