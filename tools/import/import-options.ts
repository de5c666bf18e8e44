import type { Transport } from "@connectrpc/connect";
import type { ProgressOptions } from "./report/progress-line.ts";

/** The market an import goes to, as somebody who may write everything. */
export interface Market {
  readonly url: string;
  readonly transport: Transport;
}

export interface ImportOptions {
  readonly file: string;
  /** Where the market keeps its things; journals and error reports lie in its folder `imports`. */
  readonly dataDir: string;
  /** The error report. Default: `errors.csv` beside the journal. */
  readonly errorsFile?: string | undefined;
  /** Opens the market once the file has been looked at; without it, the file is read and checked only. */
  readonly openMarket?: (() => Promise<Market>) | undefined;
  readonly progress: ProgressOptions;
  /** How many things are sent at once, 500 at most. Default: 500. */
  readonly batchSize?: number | undefined;
}

/** What an import came to. */
export interface ImportResult {
  /** What was found and done, in words, a line each. */
  readonly summary: readonly string[];
  readonly rowErrors: number;
}
