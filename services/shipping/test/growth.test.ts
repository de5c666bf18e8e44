import pg from "pg";
import * as sql from "../src/store/shipment-statements.ts";
import { openShippingApp, type ShippingApp } from "./shipping-app.ts";

let app: ShippingApp;
let client: pg.Client;

beforeAll(async () => {
  app = await openShippingApp();
  client = new pg.Client({ connectionString: app.url, options: "-c search_path=shipping" });
  await client.connect();
});

afterAll(async () => {
  await client?.end();
  await app?.close();
});

type Rest = "DELIVERED" | "SHIPPED" | "SHIPPED without a carrier";

/** As many shipments, of which one in so many waits for a carrier and the others arrived, or are on their way. */
async function fill(count: number, rest: Rest): Promise<void> {
  await client.query("TRUNCATE shipments, packings");
  await client.query(
    `INSERT INTO shipments (shipment_id, order_id, user_id, state, lines, weight_grams, carrier_id, carrier_service,
       tracking_number, tracking_url, tracking_events, label, pack_hash, version, revision, create_time, ship_time,
       deliver_time, update_time, due_time, attempts)
     SELECT id, id, id, state, '[]', 1, CASE WHEN carried THEN 'post' ELSE '' END, 'economy', nth, '', '[]',
       CASE WHEN sent AND carried THEN ''::bytea END, '', 1, 1,
       now() - nth * interval '1 second', CASE WHEN sent THEN now() END, CASE state WHEN 'DELIVERED' THEN now() END, now(),
       CASE WHEN state <> 'DELIVERED' AND (carried OR NOT sent) THEN now() + nth % 3600 * interval '1 second' END, 0
     FROM generate_series(1, $1) AS nth,
       LATERAL (SELECT gen_random_uuid() AS id, CASE WHEN nth % 1000 = 0 THEN 'HANDING_OVER' ELSE $2 END AS state) AS made,
       LATERAL (SELECT state <> 'HANDING_OVER' AS sent, $3::boolean AS carried) AS also`,
    [count, rest.split(" ")[0], !rest.includes(" ")],
  );
  await client.query(
    `INSERT INTO packings (shipment_id, order_id, wanted, weight_grams, request_hash, create_time, due_time, attempts)
     SELECT gen_random_uuid(), gen_random_uuid(), '[]', 0, '', now(), now() + nth * interval '1 second', 0
     FROM generate_series(1, $1) AS nth`,
    [count],
  );
  await client.query("ANALYZE shipments, packings");
}

/** Whether the plan that serves any values reads a whole table. */
async function isWasteful({ text }: { readonly text: string }): Promise<boolean> {
  const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN (GENERIC_PLAN) ${text}`);
  return rows.some(({ "QUERY PLAN": line }) => /Seq Scan on (shipments|packings)/.test(line));
}

test.each<Rest>(["DELIVERED", "SHIPPED", "SHIPPED without a carrier"])(
  "no statement reads all of many shipments that are %s",
  async (rest) => {
    await fill(20_000, rest);
    const wasteful: string[] = [];
    for (const [name, statement] of Object.entries(sql)) {
      if ("text" in statement && (await isWasteful(statement))) wasteful.push(name);
    }
    expect(wasteful).toEqual([]);
  },
);
