import { openDevelopmentIssuer } from "#mesh/identity";
import { createIds, systemClock } from "#mesh/kernel";
import { permissionsOf } from "../../roles.ts";
import { offerSampleShop } from "./offer-sample-shop.ts";
import { printStep } from "./print-step.ts";

/** `load-sample-shop.ts URL DATA_DIR IDENTITY_FOLDER`: prints what the market has now, in words. */
const [url = "", dataDir = "", identity = ""] = process.argv.slice(2);

await printStep(async () => {
  const issuer = await openDevelopmentIssuer(identity, { profile: "development" });
  const ids = createIds(systemClock);
  const permissions = permissionsOf("staff");
  const token = await issuer.issue({ userId: ids.next("usr"), sessionId: ids.next("ses"), permissions });
  return offerSampleShop(url, token, dataDir);
});
