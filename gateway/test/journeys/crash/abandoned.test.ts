import { crashTests } from "./crash-tests.ts";
import { inShop } from "./in-shop.ts";
import { abandonSample, abandonTorture } from "./suites.ts";

const [processes, plan] =
  process.env.TORTURE === "1" ? (["many", abandonTorture] as const) : (["one", abandonSample] as const);

describe("a market whose holds end soon", () => inShop({ processes, settings: plan.settings }, crashTests(plan)));
