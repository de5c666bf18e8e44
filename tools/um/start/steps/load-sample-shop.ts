import { openDevelopmentIssuer } from "#mesh/identity";
import { createIds, idFromUuid, systemClock } from "#mesh/kernel";
import { permissionsOf } from "../../roles.ts";
import { marketTransport } from "./market-transport.ts";
import { offerSampleShop } from "./offer-sample-shop.ts";
import { printStep } from "./print-step.ts";

/** Whoever loads the shop is always the same, so that what was begun under a request_id is not done twice. */
const userId = idFromUuid("usr", "01990000-0000-7000-8000-000000000000");

/** `load-sample-shop.ts URL DATA_DIR IDENTITY_FOLDER`: prints what the market has now, in words. */
const [url = "", dataDir = "", identity = ""] = process.argv.slice(2);

await printStep(async () => {
  const issuer = await openDevelopmentIssuer(identity, { profile: "development" });
  const sessionId = createIds(systemClock).next("ses");
  const token = await issuer.issue({ userId, sessionId, permissions: permissionsOf("staff") });
  return offerSampleShop(marketTransport(url, token), dataDir);
});
