import { eventsOf, type Tracked } from "./stages.ts";

/** What customers see of a parcel: no names, no towns. */
export function trackingPage(trackingNumber: string, parcel: Tracked | undefined, stageMs: number, now: number) {
  if (parcel === undefined) return pageOf(404, "There is no parcel of this number.");
  const items = eventsOf(parcel, stageMs, now).map(({ time, description }) => `<li>${time} ${description}</li>`);
  return pageOf(200, `<h1>${trackingNumber}</h1><ol>${items.join("")}</ol>`);
}

function pageOf(status: number, content: string) {
  return { status, html: `<!doctype html><meta charset="utf-8"><title>Parcel</title>${content}` };
}
