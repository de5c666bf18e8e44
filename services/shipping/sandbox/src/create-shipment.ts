import { createHash, randomInt } from "node:crypto";
import { ApiError, invalid } from "./api-error.ts";
import type { Context, Route } from "./context.ts";
import { labelPdf } from "./label-pdf.ts";
import { type Fields, readParcel } from "./parcel.ts";
import { rateOf } from "./services.ts";
import type { Answer } from "./store.ts";

/**
 * Takes a parcel once for its key: the first answer is kept as long as the parcel, other content under the key is
 * refused, refusals are not kept. Requests under one key wait for each other.
 */
export const createShipment: Route = async (context, { body, idempotencyKey: key }) => {
  if (key === "") throw invalid("The header Idempotency-Key is missing.");
  if (key.length > 255) throw invalid("Idempotency keys are at most 255 characters long.");
  const before = context.inUse.get(key);
  const turn = (before ?? Promise.resolve()).then(() => createOnce(context, body, key));
  const done = turn.then(
    () => {},
    () => {},
  );
  context.inUse.set(key, done);
  return turn.finally(() => {
    if (context.inUse.get(key) === done) context.inUse.delete(key);
  });
};

async function createOnce(context: Context, body: Fields, key: string): Promise<Answer> {
  const { store } = context;
  const print = createHash("sha256").update(JSON.stringify(body)).digest("hex");
  const known = store.findAnswer(key);
  if (known !== undefined) {
    if (known.print === print) return known.answer;
    throw new ApiError(422, "idempotency_key_reused", "The key was used for another shipment.");
  }
  const { reference, service } = body;
  if (typeof reference !== "string" || reference === "") throw invalid("reference is missing.");
  const parcel = readParcel(body);
  const rate = rateOf(parcel, service);
  const trackingNumber = newTrackingNumber();
  const time = new Date(context.now());
  const pdf = await labelPdf({ ...parcel, trackingNumber, serviceName: rate.name, reference, time });
  const answer = {
    status: 201,
    body: {
      ...{ reference, service: rate.service, price: rate.price, tracking_number: trackingNumber },
      tracking_url: `${context.url()}/track/${trackingNumber}`,
      label: { content_type: "application/pdf", data: pdf.toString("base64") },
    },
  };
  const { from, to } = parcel;
  const kept = { trackingNumber, reference, acceptTime: time.getTime(), moves: [], from: from.city, to: to.city };
  store.create(kept, key, print, answer);
  return answer;
}

/** Two letters, nine digits, two letters, as postal services have them (UPU S10), with its check digit. */
function newTrackingNumber(): string {
  const digits = Array.from({ length: 8 }, () => randomInt(10));
  const weights = [8, 6, 4, 2, 3, 5, 9, 7];
  const rest = 11 - (digits.reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0) % 11);
  const check = rest === 10 ? 0 : rest === 11 ? 5 : rest;
  return `UM${digits.join("")}${check}SP`;
}
