/** What each message is about, which says where its facts are read. */
const topics = {
  order_placed: "ORDER",
  order_paid: "ORDER",
  order_cancelled: "ORDER",
  order_refunded: "REFUND",
  shipment_shipped: "SHIPMENT",
  shipment_delivered: "SHIPMENT",
  verify_email: "CODE",
  reset_password: "CODE",
  second_factor: "CODE",
  password_changed: "ACCOUNT",
  factor_added: "ACCOUNT",
  factor_removed: "ACCOUNT",
  recovery_code_used: "ACCOUNT",
  impersonation_started: "ACCOUNT",
  identity_added: "ACCOUNT",
  erasure_scheduled: "ACCOUNT",
} as const;

export type TemplateId = keyof typeof topics;

export type Topic = (typeof topics)[TemplateId];

/** All messages there are, in alphabetical order. */
export const templateIds: readonly TemplateId[] = (Object.keys(topics) as TemplateId[]).toSorted();

export function isTemplateId(text: string): text is TemplateId {
  return Object.hasOwn(topics, text);
}

export function topicOf(templateId: TemplateId): Topic {
  return topics[templateId];
}

/** A message in one language: Liquid templates, `html` empty for plain text only. */
export interface Wording {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a message says in one language now. */
export interface Template extends Wording {
  readonly templateId: TemplateId;
  /** BCP 47. */
  readonly languageCode: string;
  readonly builtIn: boolean;
  /** Counts the changes by the staff, going back included; 0 if there were none. Also the etag. */
  readonly version: number;
  /** When the staff changed it; undefined if it is the market's own. */
  readonly updateTime: Date | undefined;
}

/** The market's own words. */
export interface BuiltInTemplate extends Wording {
  readonly templateId: TemplateId;
  readonly languageCode: string;
}

/** Identifies a template, and sorts by it. */
export interface TemplateKey {
  readonly templateId: TemplateId;
  readonly languageCode: string;
}
