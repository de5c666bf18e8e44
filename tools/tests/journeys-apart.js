import Sequencer from "@jest/test-sequencer";

/** Tests that start whole markets, or build programs in Go, each for about a minute. */
const journey =
  /gateway\/test\/(journeys\/(around|crash|kill|purchase|replay)|conformance|interop)\/|tools\/um\/test\//;

/** So much of the others comes after the last journey, lest one worker waits for the other in the end. */
const rest = 1 / 4;

/**
 * Spreads the journeys over the run. With two workers mostly one of them is at a journey then, and the other at the many
 * short tests, instead of both at journeys in the end, whose dozens of processes would be in each other's way.
 */
export default class JourneysApart extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const journeys = sorted.filter(({ path }) => journey.test(path));
    const others = sorted.filter(({ path }) => !journey.test(path));
    const between = Math.floor((others.length * (1 - rest)) / Math.max(1, journeys.length));
    const spread = journeys.flatMap((one, index) => [one, ...others.slice(index * between, (index + 1) * between)]);
    return [...spread, ...others.slice(journeys.length * between)];
  }
}
