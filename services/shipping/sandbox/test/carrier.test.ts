import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { fakeClock } from "#mesh/testing";
import { type CarrierSandbox, type CarrierSandboxOptions, startCarrierSandbox } from "../mod.ts";

const running: CarrierSandbox[] = [];

afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close();
});

async function start(options: CarrierSandboxOptions = {}): Promise<CarrierSandbox> {
  const sandbox = await startCarrierSandbox(options);
  running.push(sandbox);
  return sandbox;
}

const from = {
  name: "UltraMarket",
  line1: "Market Square 1",
  city: "Berlin",
  postal_code: "10115",
  country_code: "DE",
};
const to = { name: "Łukasz Żółć 李", line1: "Rynek 1", city: "Kraków", postal_code: "31-042", country_code: "PL" };
const body = { reference: "shp_1", service: "express", from, to, parcel: { weight_grams: 1_200 } };

interface Asked {
  readonly method?: string;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask({ url, secretKey }: CarrierSandbox, path: string, { method, body: given, headers }: Asked = {}) {
  const response = await fetch(`${url}${path}`, {
    method: method ?? (given === undefined ? "GET" : "POST"),
    headers: { authorization: `Bearer ${secretKey}`, "content-type": "application/json", ...headers },
    ...(given === undefined ? {} : { body: typeof given === "string" ? given : JSON.stringify(given) }),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) : text };
}

const ship = (sandbox: CarrierSandbox, change: object = {}, key = "key") =>
  ask(sandbox, "/v1/shipments", { body: { ...body, ...change }, headers: { "idempotency-key": key } });
const error = (status: number, code: string) => ({
  status,
  body: { error: { code, message: expect.any(String) } },
});

test("rates follow weight and country", async () => {
  const sandbox = await start();
  const pricesOf = async (change: object) => {
    const { body: answer } = await ask(sandbox, "/v1/rates", { body: { ...body, ...change } });
    return answer.rates.map((rate: { price: { minor_units: number } }) => rate.price.minor_units);
  };
  expect(await pricesOf({})).toEqual([1_010, 2_490]);
  expect(await pricesOf({ to: from })).toEqual([430, 1_090]);
  expect(await pricesOf({ to: from, parcel: { weight_grams: 0 } })).toEqual([370, 940]);
});

test("a parcel is taken once for its key, with a label of one page that shows where it goes", async () => {
  const sandbox = await start();
  const answers = await Promise.all([ship(sandbox), ship(sandbox), ship(sandbox)]);
  const [first] = answers;
  expect(answers).toEqual([first, first, first]);
  expect(first?.status).toBe(201);
  expect(first?.body).toMatchObject({ reference: "shp_1", service: "express", price: { minor_units: 2_490 } });
  const { body: listed } = await ask(sandbox, "/v1/shipments?reference=shp_1");
  const { tracking_number } = first?.body ?? {};
  expect(listed.shipments).toEqual([{ reference: "shp_1", tracking_number }]);
  const pdf = Buffer.from(first?.body.label.data, "base64");
  expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
  const shown = shownText(pdf);
  for (const text of ["Lukasz Zólc ?", "31-042 Kraków", tracking_number, "UltraMarket"]) expect(shown).toContain(text);
});

test("other content under a used key is refused, and refusals are not kept", async () => {
  const sandbox = await start();
  expect(await ship(sandbox, { service: "teleport" })).toEqual(error(422, "service_unknown"));
  expect((await ship(sandbox)).status).toBe(201);
  expect(await ship(sandbox, { service: "economy" })).toEqual(error(422, "idempotency_key_reused"));
});

test.each([
  ["a country that is not served", { to: { ...to, country_code: "AQ" } }, 422, "country_not_served"],
  ["too much weight", { parcel: { weight_grams: 31_501 } }, 422, "parcel_too_heavy"],
  ["no weight", { parcel: {} }, 400, "request_invalid"],
  ["no receiver", { to: undefined }, 400, "request_invalid"],
  ["a receiver without a street", { to: { ...to, line1: "" } }, 400, "request_invalid"],
  ["a town that is no text", { to: { ...to, city: 7 } }, 400, "request_invalid"],
  ["no reference", { reference: "" }, 400, "request_invalid"],
])("%s is refused", async (_, change, status, code) => {
  expect(await ship(await start(), change)).toEqual(error(status, code));
});

test("what is no request of the API is refused", async () => {
  const sandbox = await start();
  const wrong = { headers: { authorization: "Bearer other" } };
  expect(await ask(sandbox, "/v1/rates", { ...wrong, body })).toEqual(error(401, "key_invalid"));
  expect(await ask(sandbox, "/v1/nothing")).toEqual(error(404, "address_unknown"));
  expect(await ask(sandbox, "/v1/trackings/UM1")).toEqual(error(404, "tracking_unknown"));
  expect(await ask(sandbox, "/v1/shipments")).toEqual(error(400, "request_invalid"));
  expect(await ask(sandbox, "/v1/shipments", { body })).toEqual(error(400, "request_invalid"));
  expect(await ship(sandbox, {}, "k".repeat(256))).toEqual(error(400, "request_invalid"));
  for (const text of ["no json", "[]"]) {
    expect(await ask(sandbox, "/v1/rates", { body: text })).toEqual(error(400, "request_invalid"));
  }
});

test("a parcel moves on with time, or by hand, up to its delivery", async () => {
  const clock = fakeClock();
  const sandbox = await start({ clock, stageMs: 1_000 });
  const { body: parcel } = await ship(sandbox);
  const path = `/trackings/${parcel.tracking_number}`;
  const codes = async () => {
    const { body: answer } = await ask(sandbox, `/v1${path}`);
    return answer.events.map(({ code }: { code: string }) => code);
  };
  expect(await codes()).toEqual(["accepted"]);
  clock.advance(1_500);
  expect(await codes()).toEqual(["accepted", "in_transit"]);
  const moved = await ask(sandbox, `/sandbox${path}/advance`, { method: "POST" });
  expect(moved.body).toMatchObject({ status: "out_for_delivery", events: { length: 3 } });
  clock.advance(999);
  expect(await codes()).toHaveLength(3);
  clock.advance(1);
  expect(await codes()).toEqual(["accepted", "in_transit", "out_for_delivery", "delivered"]);
  const again = await ask(sandbox, `/sandbox${path}/advance`, { method: "POST" });
  expect(again.body).toMatchObject({ status: "delivered", events: { length: 4 } });
});

test("with no time of stages a parcel moves by hand alone", async () => {
  const clock = fakeClock();
  const sandbox = await start({ clock, stageMs: 0 });
  const { body: parcel } = await ship(sandbox);
  clock.advance(1_000_000);
  const { body: still } = await ask(sandbox, `/v1/trackings/${parcel.tracking_number}`);
  expect(still.status).toBe("accepted");
  const moved = await ask(sandbox, `/sandbox/trackings/${parcel.tracking_number}/advance`, { method: "POST" });
  expect(moved.body.status).toBe("in_transit");
});

test("the page for customers shows stages, and nobody's name or town", async () => {
  const sandbox = await start();
  const { body: parcel } = await ship(sandbox);
  const page = await (await fetch(parcel.tracking_url)).text();
  expect(page).toContain("Accepted");
  expect(page).not.toMatch(/Kraków|Berlin|ukasz/);
  expect((await fetch(`${sandbox.url}/track/UM1`)).status).toBe(404);
});

test("parcels, answers and moves outlive a restart", async () => {
  const folder = await mkdtemp(join(tmpdir(), "carrier-"));
  const store = join(folder, "carrier.sqlite");
  const first = await startCarrierSandbox({ store, stageMs: 0 });
  const { body: parcel } = await ship(first);
  await ask(first, `/sandbox/trackings/${parcel.tracking_number}/advance`, { method: "POST" });
  await first.close();
  const second = await start({ store, stageMs: 0 });
  expect((await ship(second)).body).toEqual(parcel);
  expect((await ask(second, `/v1/trackings/${parcel.tracking_number}`)).body.status).toBe("in_transit");
  await rm(folder, { recursive: true });
});

test("faults hit what they name, as often as they say, before or after it acts", async () => {
  const sandbox = await start();
  const control = (asked: Asked) => ask(sandbox, "/sandbox/faults", asked);
  await control({ body: { kind: "fail", match: "shipments", method: "POST", times: 2, when: "after" } });
  expect((await ask(sandbox, "/v1/rates", { body })).status).toBe(200);
  expect(await ship(sandbox)).toEqual(error(500, "internal_error"));
  expect((await control({})).body.faults).toEqual([expect.objectContaining({ kind: "fail", times: 1 })]);
  expect((await control({ method: "DELETE" })).body.faults).toEqual([]);
  expect((await ask(sandbox, "/v1/shipments?reference=shp_1")).body.shipments).toHaveLength(1);
  sandbox.faults.add({ kind: "drop" });
  await expect(ship(sandbox)).rejects.toThrow();
  sandbox.faults.add({ kind: "slow", ms: 30 });
  const begun = performance.now();
  expect((await ship(sandbox)).status).toBe(201);
  expect(performance.now() - begun).toBeGreaterThan(25);
  expect(await control({ body: { kind: "explode" } })).toEqual(error(400, "request_invalid"));
  const page = { body: { kind: "fail" }, headers: { "content-type": "text/plain" } };
  expect(await control(page)).toEqual(error(415, "request_invalid"));
});

test("what is too large is cut off", async () => {
  const sandbox = await start();
  await expect(ask(sandbox, "/v1/rates", { body: { padding: "x".repeat(1_100_000) } })).rejects.toThrow();
});

/** The text of the label's page: its streams, with the codes of their letters turned into letters. */
function shownText(pdf: Buffer): string {
  const streams = pdf.toString("latin1").matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g);
  const pages = [...streams].map(([, data = ""]) => inflateSync(Buffer.from(data, "latin1")).toString("latin1"));
  const lines = pages.join("\n").matchAll(/\[(.*?)\] TJ/g);
  return [...lines].map(([, line = ""]) => lettersOf(line)).join("\n");
}

function lettersOf(line: string): string {
  const codes = [...line.matchAll(/<([0-9a-f]*)>/g)].map(([, code = ""]) => code).join("");
  return Buffer.from(codes, "hex").toString("latin1");
}
