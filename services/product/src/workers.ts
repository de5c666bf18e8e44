import type { Worker } from "#mesh/runtime";
import type { ProductPorts } from "./app/ports.ts";
import type { ProductUseCases } from "./app/use-cases.ts";

const everyMs = 1_000;
const productsAtOnce = 500;
const stepsAtOnce = 20;

/** What the catalogue does of its own accord. */
export const catalogueWorkers = ({ collections }: ProductPorts, app: ProductUseCases): readonly Worker[] => [
  { name: "product.follow_schedules", everyMs, run: app.followSchedules },
  { name: "product.follow_brands", everyMs, run: app.followBrands },
  {
    name: "product.fill_collections",
    everyMs,
    async run() {
      for (let step = 0; step < stepsAtOnce; step++) if (!(await collections.fill(productsAtOnce))) return;
    },
  },
];
