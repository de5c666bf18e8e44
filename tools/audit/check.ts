/** One thing that must hold in the stores, checked by what is stored alone and not by the code that stored it. */
export interface Check {
  /** What holds if there is no violation, such as "stock on hand is the sum of its movements". */
  readonly title: string;
  /** Answers a row for each violation: `subject` is an id, `problem` says what is wrong with it. */
  readonly sql: string;
  /** Schemas of services that a purchase does without; a market that lacks one is not checked for this. */
  readonly needs?: readonly string[];
}

/** Something that does not hold. */
export interface Violation {
  readonly subject: string;
  readonly problem: string;
}

/** What checking one thing came to; at most `shown` violations are listed. */
export interface Finding {
  readonly check: Check;
  readonly count: number;
  readonly violations: readonly Violation[];
}

/** The checks of one part of the market. */
export interface Chapter {
  readonly title: string;
  readonly checks: readonly Check[];
}
