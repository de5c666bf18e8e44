import type { LabelledQuery } from "./labelled.ts";
import type { Described } from "./online-retail.ts";
import { pick, seeded } from "./seeded.ts";

const colors = ["red", "blue", "ivory", "green", "amber", "charcoal", "turquoise", "mustard", "lavender", "copper"];
const styles = ["vintage", "rustic", "striped", "spotted", "embroidered", "folding", "hanging", "enamel", "quilted"];
const materials = ["oak", "ceramic", "linen", "wicker", "stoneware", "bamboo", "velvet", "leather", "marble", "cotton"];
const things = [
  "teapot",
  "candlestick",
  "cushion cover",
  "picnic basket",
  "photo frame",
  "bookend",
  "umbrella stand",
  "wall clock",
  "bread bin",
  "butter dish",
  "door wedge",
  "plant pot",
  "serving tray",
  "lampshade",
  "coat hanger",
  "watering can",
  "sewing box",
  "jewellery stand",
  "napkin ring",
  "toothbrush holder",
  "footstool",
  "fruit bowl",
  "chopping board",
  "bath mat",
  "magazine rack",
  "egg cup",
  "pepper mill",
  "tablecloth",
  "wastebasket",
  "keyring",
];

const size = 600;
const perKind = 25;

/** Names of our own making: every color, style and material goes with every thing. */
export function generatedCatalogue(): Described[] {
  const random = seeded(11);
  const names = new Set<string>();
  while (names.size < size) {
    names.add([pick(random, colors), pick(random, styles), pick(random, materials), pick(random, things)].join(" "));
  }
  return [...names].map((name, index) => ({ code: `GEN-${1000 + index}`, name }));
}

type Deform = (words: readonly string[], random: () => number) => readonly string[];

const deformations: Readonly<Record<string, Deform>> = {
  typo: (words, random) => onLongWord(words, random, (word) => misspelled(word, random)),
  plural: (words) => words.map((word, index) => (index === words.length - 1 ? `${word}s` : word)),
  order: (words, random) => words.toSorted(() => random() - 0.5),
  missing: (words, random) => words.filter((_, index) => index !== Math.floor(random() * 3)),
  split: (words, random) =>
    onLongWord(words, random, (word) => cut(word, 3 + Math.floor(random() * (word.length - 5)))),
  joined: (words) => [...words.slice(0, -2), words.slice(-2).join("")],
};

/** Names of the catalogue as people might type them. */
export function generatedQueries(catalogue: readonly Described[]): LabelledQuery[] {
  const random = seeded(23);
  return Object.entries(deformations).flatMap(([kind, deform]) =>
    Array.from({ length: perKind }, () => {
      const { code, name } = pick(random, catalogue);
      return { kind, query: deform(name.split(" "), random).join(" "), codes: [code] };
    }),
  );
}

function onLongWord(words: readonly string[], random: () => number, change: (word: string) => string): string[] {
  const word = pick(
    random,
    words.filter(({ length }) => length >= 6).concat(words.filter(({ length }) => length === 5)),
  );
  return words.map((each) => (each === word ? change(word) : each));
}

/** Two letters swapped, one left out, one doubled, or one replaced. */
function misspelled(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const [before, letter, next, after] = [word.slice(0, at), word[at], word[at + 1] ?? "", word.slice(at + 2)];
  return pick(random, [
    `${before}${next}${letter}${after}`,
    `${before}${next}${after}`,
    `${before}${letter}${letter}${next}${after}`,
    `${before}x${next}${after}`,
  ]);
}

function cut(word: string, at: number): string {
  return `${word.slice(0, at)} ${word.slice(at)}`;
}
