import type { LoadResult, Subject } from "../figures/measure-rounds.ts";
import type { Stage } from "../stage/stage.ts";
import type { SubjectMaker } from "./subject-maker.ts";

const concurrency = 8;

/** Reads of stores and, under "/pg", their statements by `pg` alone. */
export const hotReadSubjects: Readonly<Record<string, SubjectMaker>> = Object.fromEntries(
  Object.entries({ find: 20, findMany: 8, page: 4, quote: 8, session: 20 }).flatMap(([read, share]) =>
    ["", "/pg"].map((by) => [`hot/${read}${by}`, call(`${read}${by}`, share)]),
  ),
);

function call(name: string, share: number): SubjectMaker {
  return async (stage: Stage, key: string): Promise<Subject> => {
    const program = await stage.hotReads();
    const { postgres } = await stage.databases();
    return {
      key,
      share,
      parts: { app: program.pid, postgres: postgres.pid },
      load: (requests) => program.ask<LoadResult>("run", { call: name, requests, concurrency }),
    };
  };
}
