import type { LoadResult, Subject } from "../figures/measure-rounds.ts";
import type { Stage } from "../stage/stage.ts";
import type { SubjectMaker } from "./subject-maker.ts";

const concurrency = 8;

/** Calls within one process: the product service's, its store's, and those of `pg` alone, yardstick (c). */
export const inProcessSubjects: Readonly<Record<string, SubjectMaker>> = {
  c: call("small/pgFind"),
  "process/find": call("small/find"),
  "process/get": call("small/getProduct", 3),
  "process/list": call("small/listProducts20", 1),
  "process/update": call("small/updateProduct", 0.5),
  "process/find/large": call("large/find"),
  "process/get/large": call("large/getProduct", 3),
  "process/list/large": call("large/listProducts20", 1),
};

function call(name: string, share = 3): SubjectMaker {
  return async (stage: Stage, key: string): Promise<Subject> => {
    const program = await stage.inProcess();
    const { postgres } = await stage.databases();
    return {
      key,
      share,
      parts: { app: program.pid, postgres: postgres.pid },
      load: (requests) => program.ask<LoadResult>("run", { call: name, requests, concurrency }),
    };
  };
}
