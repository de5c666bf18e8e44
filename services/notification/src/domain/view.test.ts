import type { Money } from "#mesh/kernel";
import { anOrder, shop } from "../../test/builders.ts";
import { formatOf } from "./format.ts";
import { shipmentView } from "./view.ts";

const money = (minorUnits: bigint, currencyCode: string): Money => ({ minorUnits, currencyCode });

test.each([
  ["en", money(1_234_56n, "EUR"), "€1,234.56"],
  ["de", money(1_234_56n, "EUR"), "1.234,56\u00a0€"],
  ["fr", money(-50n, "USD"), "-0,50\u00a0$US"],
  ["en", money(500n, "JPY"), "¥500"],
  ["en", money(1_500n, "KWD"), "KWD\u00a01.500"],
  ["en", money(90_071_992_547_409_93n, "EUR"), "€90,071,992,547,409.93"],
  ["tlh", money(5n, "EUR"), "€0.05"],
])("in %s %j is %p, to the last digit", (language, amount, text) => {
  expect(formatOf(language).money(amount)).toBe(text);
});

test("a carrier's link is taken only if it leads to a web page", () => {
  const shipment = { shipmentId: "shp_1", isSent: true, trackingNumber: "SP1", lines: [] };
  const linkOf = (trackingUrl: string) =>
    shipmentView(shop, anOrder(), { ...shipment, trackingUrl })("en").shipment as { tracking_url: string | null };
  expect(linkOf("https://carrier.example/SP1").tracking_url).toBe("https://carrier.example/SP1");
  expect(linkOf("javascript:alert(1)").tracking_url).toBeNull();
});
