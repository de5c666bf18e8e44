import Sequencer from "@jest/test-sequencer";

/** Tests that start whole markets, or build programs in Go, for half a minute to two; the longest first. */
const journeys = [
  /journeys\/crash\/many/,
  /journeys\/crash\/one/,
  /journeys\/purchase\/one/,
  /journeys\/purchase\/impatient/,
  /test\/conformance\//,
  /journeys\/purchase\//,
  /journeys\/(around|crash|kill|replay)\//,
  /test\/interop\//,
  /tools\/um\/test\//,
];

/** So much of the others comes after the last journey, lest one worker waits for the other in the end. */
const rest = 1 / 4;

/**
 * Spreads the journeys over the run. With two workers mostly one of them is at a journey then, and the other at the many
 * short tests, instead of both at journeys in the end, whose dozens of processes would be in each other's way.
 */
export default class JourneysApart extends Sequencer {
  async sort(tests) {
    const placed = (await super.sort(tests)).map((one) => ({ one, place: placeOf(one) }));
    const long = placed.filter(({ place }) => place >= 0).sort((a, b) => a.place - b.place);
    const short = placed.filter(({ place }) => place < 0);
    const between = Math.floor((short.length * (1 - rest)) / Math.max(1, long.length));
    const spread = long.flatMap((journey, index) => [journey, ...short.slice(index * between, (index + 1) * between)]);
    return [...spread, ...short.slice(long.length * between)].map(({ one }) => one);
  }
}

function placeOf({ path }) {
  return journeys.findIndex((journey) => journey.test(path));
}
