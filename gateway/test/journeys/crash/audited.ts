import { audit } from "../../../../tools/audit/audit.ts";
import { chapters } from "../../../../tools/audit/chapters.ts";
import { reportOf } from "../../../../tools/audit/report.ts";
import type { Shop } from "./shop.ts";

const settleMs = 20_000;

/** Orders, money, stock and events agree, as far as they are not under way. */
export async function expectAudited({ market }: Shop): Promise<void> {
  const wanted = chapters({ atRest: false });
  const findings = await audit({ url: await market.databaseUrl(), chapters: wanted, settleMs });
  if (findings.some(({ count }) => count > 0)) throw new Error(reportOf(wanted, findings));
}

/** They agree, and nothing is under way any more: not even what is taken up again a minute after its process was killed. */
export async function expectRest({ market }: Shop): Promise<void> {
  const { code, output } = await market.um("audit", "--at-rest", "--settle", "100");
  if (code !== 0) throw new Error(output);
}
