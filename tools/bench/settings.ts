/** How much is measured. */
export interface Settings {
  readonly rounds: number;
  /** No further round begins that would end later than this after the first one began; two are always measured. */
  readonly limitMs: number;
  /** Requests of each subject in each round. */
  readonly requests: number;
  readonly warmUp: number;
  /** Requests a second, below what the slowest subject can do. */
  readonly rate: number;
  /** Products of the catalogue; growth is measured on ten times as many. */
  readonly products: number;
  /** Products in the indexes that are searched. */
  readonly indexed: readonly number[];
  /** Whether rows that only add detail are measured. */
  readonly details: boolean;
}

export const thorough: Settings = {
  rounds: 5,
  limitMs: 160_000,
  requests: 500,
  warmUp: 500,
  rate: 500,
  products: 2_000,
  indexed: [4_000, 400_000],
  details: true,
};
export const quick: Settings = {
  rounds: 3,
  limitMs: 25_000,
  requests: 200,
  warmUp: 300,
  rate: 500,
  products: 1_000,
  indexed: [4_000],
  details: false,
};
export const growth = 10;
