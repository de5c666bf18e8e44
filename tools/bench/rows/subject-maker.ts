import type { Subject } from "../figures/measure-rounds.ts";
import type { Driver } from "../load/driver.ts";
import type { Stage } from "../stage/stage.ts";

/** Sets up what is measured under the key, and starts what it needs. */
export type SubjectMaker = (stage: Stage, key: string, driver: Driver) => Promise<Subject>;
