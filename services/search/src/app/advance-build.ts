import { checkpoint } from "#mesh/kernel";
import type { Build, SearchPorts } from "./ports.ts";

/** Stretches of the log per round, so that a round has an end. */
const mostSteps = 50;

/** Goes on with the index that is being built, and removes the one that was replaced. */
export const advanceBuild = (ports: SearchPorts) => {
  const { builds, clock, ids } = ports;
  const owner = ids.uuid();
  return async (): Promise<void> => {
    if (await builds.clear(clock.now())) checkpoint("search.clear.after");
    const build = await builds.claim(owner, clock.now());
    if (build !== undefined) await advance(ports, owner, build);
  };
};

async function advance({ builds, log, clock }: SearchPorts, owner: string, begun: Build): Promise<void> {
  let build = begun;
  for (let count = 0; count < mostSteps; count++) {
    const step = await log.read(build.position);
    checkpoint("search.extend.before");
    if (!(await builds.extend(owner, build, step, clock.now()))) return;
    checkpoint("search.extend.after");
    build = { ...build, position: step.position };
    if (step.position >= step.logEnd) {
      checkpoint("search.finish.before");
      await builds.finish(owner, build, clock.now());
      checkpoint("search.finish.after");
      return;
    }
  }
}
