export type ModerationState = "OPEN" | "SUBMITTED" | "APPROVED" | "REJECTED";

/** What the market thinks of a seller's product. */
export interface Moderation {
  readonly state: ModerationState;
  /** Why it was rejected; empty unless it is. */
  readonly reason: string;
  readonly stateTime: Date;
}
