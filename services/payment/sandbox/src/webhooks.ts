import { type Deliveries, deliveriesIn } from "./deliveries.ts";
import type { Faults } from "./faults.ts";
import type { Event } from "./objects.ts";
import { signatureOf } from "./signature.ts";
import type { ObjectStore } from "./store.ts";

/** Hands a signed event over; true if it was taken. */
export type Deliver = (body: string, signature: string) => Promise<boolean>;

export interface WebhookOptions {
  /** Where events are posted, or what takes them; undefined posts none. */
  readonly target: () => string | Deliver | undefined;
  readonly secret: string;
  /** Types of events that are posted. */
  readonly events: readonly string[];
  /** How long after its cause an event is posted, in milliseconds. */
  readonly delayMs: number;
  readonly faults: Faults;
  /** Makes relative addresses in an event absolute. */
  render(text: string): string;
}

/** Posts events until they are taken with 2xx, again after pauses that grow to a minute; survives restarts. */
export interface Webhooks {
  /** Keeps that the event is to be posted; runs in the transaction of its cause. */
  plan(event: Event): void;
  /** Posts what is due. */
  wake(): void;
  close(): Promise<void>;
}

const firstPauseMs = 250;
const longestPauseMs = 60_000;

export function createWebhooks(store: ObjectStore, options: WebhookOptions): Webhooks {
  const deliveries = deliveriesIn(store);
  const planner = plannerOf(deliveries, options);
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  let closed = false;

  function wake(): void {
    if (closed || round !== undefined || options.target() === undefined) return;
    round = postDue(store, deliveries, options).finally(() => {
      round = undefined;
      schedule();
    });
  }

  function schedule(): void {
    const at = deliveries.nextDue();
    if (closed || at === undefined) return;
    clearTimeout(timer);
    timer = setTimeout(wake, Math.max(0, at - Date.now()));
  }

  return {
    plan: planner,
    wake,
    async close() {
      closed = true;
      clearTimeout(timer);
      await round;
    },
  };
}

function plannerOf(
  deliveries: Deliveries,
  { target, events, delayMs, faults }: WebhookOptions,
): (event: Event) => void {
  let overtaken: string[] = [];
  return ({ id, type }) => {
    if (target() === undefined || !events.includes(type)) return;
    const fault = faults.ofEvent(type);
    const due = Date.now() + delayMs;
    if (fault?.kind === "webhook_never") return;
    if (fault?.kind === "webhook_after_next") {
      overtaken.push(id);
      return;
    }
    deliveries.add(id, fault?.kind === "webhook_late" ? due + fault.ms : due);
    if (fault?.kind === "webhook_twice") deliveries.add(id, due);
    for (const earlier of overtaken) deliveries.add(earlier, due);
    overtaken = [];
  };
}

async function postDue(store: ObjectStore, deliveries: Deliveries, options: WebhookOptions): Promise<void> {
  for (const delivery of deliveries.due(Date.now())) {
    const event = store.get("event", delivery.eventId);
    const taken = event === undefined || (await post(options.render(JSON.stringify(event)), options));
    if (taken) deliveries.remove(delivery);
    else deliveries.postpone(delivery, Date.now() + Math.min(longestPauseMs, firstPauseMs * 2 ** delivery.attempts));
  }
}

const answerMs = 10_000;

/** True if the endpoint took it. */
async function post(body: string, { target, secret }: WebhookOptions): Promise<boolean> {
  const endpoint = target();
  const signature = signatureOf(body, secret, Math.floor(Date.now() / 1000));
  if (typeof endpoint === "function") return endpoint(body, signature).catch(() => false);
  if (endpoint === undefined) return false;
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "stripe-signature": signature,
    "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
  };
  const request = { method: "POST", body, headers, signal: AbortSignal.timeout(answerMs) };
  const answer = await fetch(endpoint, request).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok === true;
}
