import Sequencer from "@jest/test-sequencer";

/** Tests that start whole markets, each for about a minute. */
const journey = /gateway\/test\/journeys\/(around|crash|degraded|kill|purchase|replay)\/|tools\/um\/test\//;

/**
 * Spreads the journeys over the run. With two workers mostly one of them is at a journey then, and the other at the many
 * short tests, instead of both at journeys in the end, whose dozens of processes would be in each other's way.
 */
export default class JourneysApart extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const journeys = sorted.filter(({ path }) => journey.test(path));
    const others = sorted.filter(({ path }) => !journey.test(path));
    const between = Math.ceil(others.length / Math.max(1, journeys.length));
    return journeys.length === 0
      ? others
      : journeys.flatMap((one, index) => [one, ...others.slice(index * between, (index + 1) * between)]);
  }
}
