import { createIds, type Id, idFromUuid } from "#mesh/kernel";
import type { CatalogueCategory, CatalogueProduct } from "../../src/domain/indexed-product.ts";
import { pick, seeded } from "../relevance/seeded.ts";

const syllables = [
  "ba",
  "ce",
  "di",
  "fo",
  "gu",
  "ha",
  "je",
  "ki",
  "lo",
  "mu",
  "na",
  "pe",
  "ri",
  "so",
  "tu",
  "va",
  "we",
];
const endings = ["l", "n", "r", "s", "t", "m", "nd", "rk", "st", "x"];
const categoryCount = 120;
const brandCount = 200;
const nameWords = 5;
const descriptionWords = 30;

/** A catalogue as large as wanted, the same for the same size. */
export interface GeneratedCatalogue {
  readonly categories: readonly CatalogueCategory[];
  /** From the commonest word of names to the rarest; a catalogue of more products has more of them. */
  readonly words: readonly string[];
  /** One after the other, so that no more is kept in memory than is asked for. */
  products(): Generator<CatalogueProduct>;
}

/** Products whose words are as unevenly frequent as those of real ones (Zipf), in categories two levels deep. */
export function generatedProducts(count: number): GeneratedCatalogue {
  const words = vocabulary(Math.ceil(60 * Math.sqrt(count)));
  const categories = Array.from({ length: categoryCount }, (_, number) => category(number, words));
  const brands = Array.from({ length: brandCount }, (_, number) => `${capital(words[number * 7] ?? "")} ${number}`);
  function* products() {
    const random = seeded(7);
    let now = Date.UTC(2026, 0, 1);
    const ids = createIds({ now: () => new Date(now) }, (size) => new Uint8Array(size).map(() => random() * 256));
    const word = () => words[Math.floor(words.length ** random()) - 1] ?? "";
    const text = (length: number) => Array.from({ length }, word).join(" ");
    for (let index = 0; index < count; index++) {
      now += 1_000;
      yield product(index, ids.next("prd"), {
        name: capital(text(nameWords)),
        description: text(descriptionWords),
        brand: pick(random, brands),
        categoryIds: [pick(random, categories).categoryId],
        prices: [{ currencyCode: "EUR", minorUnits: BigInt(Math.floor(100 * 10_000 ** random())) }],
      });
    }
  }
  return { words, categories, products };
}

type Drawn = Pick<CatalogueProduct, "name" | "description" | "brand" | "categoryIds" | "prices">;

function product(index: number, productId: Id<"prd">, drawn: Drawn): CatalogueProduct {
  return {
    ...drawn,
    productId,
    version: 1,
    isPublished: true,
    slug: `product-${index}`,
    skus: [0, 1, 2].map((variant) => `GEN-${100_000 + index}-${variant}`),
    facts: ["Material", "Oiled ash", "Width", `${40 + (index % 30)} cm`, "S", "M", "L"],
    imageUrl: `https://media.example/${index}.jpg`,
  };
}

function category(number: number, words: readonly string[]): CatalogueCategory {
  const parent = number < 8 ? undefined : categoryId(number % 8);
  return { categoryId: categoryId(number), version: 1, parentId: parent, name: capital(words[number * 11 + 5] ?? "") };
}

function categoryId(number: number): Id<"cat"> {
  return idFromUuid("cat", `00000000-0000-7000-8000-${number.toString().padStart(12, "0")}`);
}

/** Words one can pronounce, all different. */
function vocabulary(size: number): string[] {
  const random = seeded(3);
  const words = new Set<string>();
  while (words.size < size) {
    const length = 2 + Math.floor(random() * 3);
    words.add(Array.from({ length }, () => pick(random, syllables)).join("") + pick(random, endings));
  }
  return [...words];
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
