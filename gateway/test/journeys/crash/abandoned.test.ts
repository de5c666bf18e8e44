import { crashTests } from "./crash-tests.ts";
import { abandonSample, abandonTorture } from "./suites.ts";

const plan = process.env.TORTURE === "1" ? abandonTorture : abandonSample;

describe("a market whose holds end soon", () => crashTests("many", plan));
