import { ApiError, invalid } from "./api-error.ts";
import { type Context, ok, type Route } from "./context.ts";
import { createShipment } from "./create-shipment.ts";
import { readParcel } from "./parcel.ts";
import { ratesOf } from "./services.ts";
import { eventsOf, moveOn } from "./stages.ts";
import type { KeptParcel } from "./store.ts";

const listRates: Route = (_, { body }) => ok({ rates: ratesOf(readParcel(body)) });

const listShipments: Route = ({ store }, { query }) => {
  const reference = query.get("reference");
  if (reference === null) throw invalid("reference is missing.");
  return ok({ shipments: store.numbersOf(reference).map((number) => ({ reference, tracking_number: number })) });
};

const getTracking: Route = (context, { id }) => ok(trackingOf(context, found(context, id)));

const advance: Route = (context, { id }) => {
  const parcel = moveOn(found(context, id), context.stageMs, context.now());
  context.store.save(parcel);
  return ok(trackingOf(context, parcel));
};

/** What is served, by method and path; ":id" stands for a tracking number. */
const table: Readonly<Record<string, Route>> = {
  "POST /v1/rates": listRates,
  "POST /v1/shipments": createShipment,
  "GET /v1/shipments": listShipments,
  "GET /v1/trackings/:id": getTracking,
  "POST /sandbox/trackings/:id/advance": advance,
};

const routes = Object.entries(table).map(([pattern, route]) => ({
  pattern: new RegExp(`^${pattern.replace(":id", "(?<id>\\w+)")}$`),
  route,
}));

/** The route that answers, with the tracking number in its path. */
export function findRoute(method: string, path: string): { route: Route; id: string } {
  for (const { pattern, route } of routes) {
    const match = pattern.exec(`${method} ${path}`);
    if (match !== null) return { route, id: match.groups?.id ?? "" };
  }
  throw new ApiError(404, "address_unknown", "There is nothing at this address.");
}

/** What a parcel's tracking shows. */
export function trackingOf({ stageMs, now }: Context, parcel: KeptParcel) {
  const events = eventsOf(parcel, stageMs, now());
  return { tracking_number: parcel.trackingNumber, status: events.at(-1)?.code ?? "announced", events };
}

export function found({ store }: Context, trackingNumber: string): KeptParcel {
  const parcel = store.find(trackingNumber);
  if (parcel === undefined) throw new ApiError(404, "tracking_unknown", "There is no parcel of this number.");
  return parcel;
}
