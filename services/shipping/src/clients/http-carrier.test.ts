import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { anAddress, ids } from "../../test/builders.ts";
import { httpCarrier } from "./http-carrier.ts";

let server: Server;
let answer: { status: number; text: string };

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    response.writeHead(answer.status, { location: "http://127.0.0.1:1/" }).end(answer.text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => {
  server?.closeAllConnections();
  server?.close();
});

const parcel = { to: anAddress(), weightGrams: 900 };
const refusal = (reason: string, metadata: object = {}) => expect.objectContaining({ reason, metadata });

function asked(status: number, body: unknown) {
  answer = { status, text: typeof body === "string" ? body : JSON.stringify(body) };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return httpCarrier({ carrierId: "post", url, key: "k", timeoutMs: 1_000, sender: anAddress() });
}

const label = { data: Buffer.from("%PDF-1.7").toString("base64") };
const taken = { service: "express", tracking_number: "UM1", tracking_url: "https://t/UM1", label };
const rate = {
  service: "express",
  name: "Express",
  price: { currency_code: "EUR", minor_units: 790 },
  delivery_days: 1,
};

test("answers of the documented form are understood", async () => {
  const rates = await asked(200, { rates: [rate] }).quote(parcel, 500);
  const price = { currencyCode: "EUR", minorUnits: 790n };
  expect(rates).toEqual([{ carrierId: "post", carrierService: "express", name: "Express", price, deliveryDays: 1 }]);
  expect(await asked(201, taken).buyLabel(ids.next("shp"), parcel, "express", 500)).toMatchObject({
    carrierService: "express",
    trackingNumber: "UM1",
  });
  expect(await asked(404, {}).track("UM1", 500)).toEqual([]);
});

test.each([
  [422, { error: { code: "service_unknown", message: "x" } }, "CARRIER_SERVICE_UNKNOWN", {}],
  [422, { error: { code: "too_heavy", message: "Too heavy." } }, "CARRIER_REFUSED", { carrier_message: "Too heavy." }],
  [422, { error: { code: "idempotency_key_reused", message: "x" } }, "CARRIER_UNAVAILABLE", {}],
  [422, { error: "odd" }, "CARRIER_UNAVAILABLE", {}],
  [401, { error: { code: "key_invalid", message: "x" } }, "CARRIER_UNAVAILABLE", {}],
  [409, {}, "CARRIER_UNAVAILABLE", {}],
  [429, {}, "CARRIER_UNAVAILABLE", {}],
  [503, {}, "CARRIER_UNAVAILABLE", {}],
  [302, "", "CARRIER_UNAVAILABLE", {}],
  [201, "no json", "CARRIER_UNAVAILABLE", {}],
  [201, [], "CARRIER_UNAVAILABLE", {}],
  [201, { ...taken, label: { data: "AAAA" } }, "CARRIER_UNAVAILABLE", {}],
  [201, { ...taken, tracking_number: "" }, "CARRIER_UNAVAILABLE", {}],
  [201, { ...taken, tracking_url: 7 }, "CARRIER_UNAVAILABLE", {}],
])("a label answered with %d and %p is %s", async (status, body, reason, metadata) => {
  const buying = asked(status, body).buyLabel(ids.next("shp"), parcel, "express", 500);
  await expect(buying).rejects.toThrow(refusal(reason, metadata));
});

test.each([
  { rates: [{ ...rate, price: { currency_code: "XXQ", minor_units: 1 } }] },
  { rates: [{ ...rate, price: { currency_code: "EUR", minor_units: 1.5 } }] },
  { rates: "none" },
])("rates of an odd form, such as %p, are no answer", async (body) => {
  await expect(asked(200, body).quote(parcel, 500)).rejects.toThrow(refusal("CARRIER_UNAVAILABLE"));
});

const anEvent = (description: string, time = "2026-11-22T12:00:00Z") => ({
  ...{ code: "in_transit", location: "Berlin" },
  ...{ description, time },
});

test("texts that no database could keep are made such", async () => {
  const events = [anEvent(`${"x".repeat(199)}\u{1f4e6}`), anEvent("In\0 transit")];
  const told = await asked(200, { events }).track("UM1", 500);
  expect(told.map(({ description }) => description)).toEqual([`${"x".repeat(199)}\ufffd`, "In transit"]);
});

test("an answer that is too long is not read to its end", async () => {
  const tracking = asked(404, { padding: " ".repeat(4_194_304) }).track("UM1", 500);
  await expect(tracking).rejects.toThrow(refusal("CARRIER_UNAVAILABLE"));
});

test("more events than a parcel can have are no answer", async () => {
  const events = Array.from({ length: 1_001 }, () => anEvent("In transit"));
  await expect(asked(200, { events }).track("UM1", 500)).rejects.toThrow(refusal("CARRIER_UNAVAILABLE"));
});

test("an event whose time is none is no answer", async () => {
  const events = [anEvent("", "yesterday")];
  await expect(asked(200, { events }).track("UM1", 500)).rejects.toThrow(refusal("CARRIER_UNAVAILABLE"));
});
