import fc from "fast-check";
import type { IndexBuilds, ProductIndex } from "../src/app/ports.ts";
import type { CatalogueProduct } from "../src/domain/indexed-product.ts";
import type { Search } from "../src/domain/search.ts";
import { aCategory, aProduct, aSearch, ids, noon } from "./builders.ts";

export interface SearchStores {
  readonly index: ProductIndex;
  readonly builds: IndexBuilds;
}

/** What every engine that finds products must do. */
export function productIndexContract(stores: () => SearchStores): void {
  const take = (...products: readonly CatalogueProduct[]) => stores().index.take({ products, categories: [] }, noon);
  const find = (query: string, change: Partial<Search> = {}, size = 20) =>
    stores().index.search(aSearch({ query, ...change }), undefined, size);
  const namesOf = async (query: string, change: Partial<Search> = {}) =>
    (await find(query, change)).hits.map(({ name }) => name);
  /** A brand no other test uses, to search within. */
  const brandOf = async (...names: readonly string[]) => {
    const brand = `Brand ${ids.uuid()}`;
    await take(...names.map((name) => aProduct({ name, brand })));
    return { brand };
  };

  test("a later version replaces an earlier one, whatever comes first, and repeats do nothing", async () => {
    const { brand } = await brandOf();
    const product = aProduct({ brand, name: "Second", version: 2 });
    const { productCount } = await stores().builds.state();
    await take(product);
    await take({ ...product, version: 1, name: "First" });
    await take(product, { ...product, version: 2, name: "Twice" });
    expect(await namesOf("", { brand })).toEqual(["Second"]);
    await take({ ...product, version: 4, isPublished: false });
    await take({ ...product, version: 3, name: "Third" });
    expect(await namesOf("", { brand })).toEqual([]);
    expect((await stores().builds.state()).productCount).toBe(productCount);
    await take({ ...product, version: 5, name: "Fifth" });
    expect(await namesOf("fifth", { brand })).toEqual(["Fifth"]);
    expect((await stores().builds.state()).productCount).toBe(productCount + 1n);
  });

  test.each([
    ["word order", "holder hanging white", "White hanging candle holder"],
    ["plurals", "candles holders", "White hanging candle holder"],
    ["typing errors", "candel hodler whit", "White hanging candle holder"],
    ["accents and case", "CREME BRULEE", "Crème brûlée torch"],
    ["apostrophes", "childrens mug", "Children's mug"],
    ["words written as one", "teapot red", "Red tea pot"],
    ["words written apart", "tea pot red", "Red teapot"],
    ["hyphens left out", "tlight glass", "T-light glass"],
    ["hyphens as blanks", "t light glass", "T-light glass"],
    ["words nothing has", "white candle holder unicorn", "White hanging candle holder"],
    ["a word too many", "white candle holder garden", "White hanging candle holder"],
    ["a word cut short", "holde white", "White hanging candle holder"],
    ["words of other alphabets", "самовар", "Самовар медный"],
  ])("searches forgive %s", async (_, query, name) => {
    const { brand } = await brandOf(name, "Green garden chair");
    expect((await namesOf(query, { brand }))[0]).toBe(name);
  });

  test("codes are found whole and by their beginning, not by what resembles them", async () => {
    const { brand } = await brandOf();
    const [sku, other] = [`KX${ids.uuid().slice(-6)}77`, `KX${ids.uuid().slice(-6)}78`];
    await take(aProduct({ brand, name: "This", skus: [sku] }), aProduct({ brand, name: "That", skus: [other] }));
    expect(await namesOf(sku.toLowerCase(), { brand })).toEqual(["This"]);
    expect(await namesOf(other.slice(0, -2), { brand })).toEqual(["That"]);
  });

  test("names count more than brands, those more than facts, and those more than descriptions", async () => {
    const word = `zq${ids.uuid().slice(-10).replaceAll("-", "")}`;
    const product = (name: string, change: Partial<CatalogueProduct>) =>
      aProduct({ name, brand: "", description: "", ...change });
    await take(
      product("In text", { description: `Not a ${word}` }),
      product("As fact", { facts: ["Style", word] }),
      product(`Called ${word}`, {}),
      product("By code", { skus: [word] }),
      product(word, {}),
    );
    const names = await namesOf(word);
    expect([names[0], names[1], names.at(-1)]).toEqual([word, `Called ${word}`, "In text"]);
    expect(names).toHaveLength(5);
  });

  test("more of the words count more than where they stand, and words in a row more than apart", async () => {
    const all = ["Red clay pot for the wide garden path", "Clay in red pots"];
    const { brand } = await brandOf(...all, "Red clay", "Clay pot red-free");
    const names = await namesOf("red clay pot", { brand });
    expect(names).toHaveLength(4);
    expect(names.at(-1)).toBe("Red clay");
    const row = await brandOf("Clay red pot", "Red clay pot");
    expect((await namesOf("red clay pot", row))[0]).toBe("Red clay pot");
  });

  test("a correction is told, and only if there was something to correct", async () => {
    await take(...Array.from({ length: 30 }, () => aProduct({ name: "Lantern" })));
    expect((await find("lantren")).correctedQuery).toBe("lantern");
    expect((await find("lantern")).correctedQuery).toBe("");
    expect((await find("lanter")).hits.length).toBeGreaterThan(0);
  });

  test("the name of a category finds what stands in it and below it, also after it was renamed", async () => {
    const [word, renamed] = [0, 1].map(() => `kq${ids.uuid().slice(-10).replaceAll("-", "")}`);
    const top = aCategory({ name: `All ${word}` });
    const below = aCategory({ name: "Below", parentId: top.categoryId });
    await stores().index.take({ products: [], categories: [top, below] }, noon);
    await take(aProduct({ name: "Inside", categoryIds: [below.categoryId] }));
    expect(await namesOf(word ?? "")).toEqual(["Inside"]);
    const categories = [{ ...top, name: `All ${renamed}`, version: 2 }];
    await stores().index.take({ products: [], categories }, noon);
    expect(await namesOf(renamed ?? "")).toEqual(["Inside"]);
    expect(await namesOf(word ?? "")).toEqual([]);
  });

  test.each([
    ["operators of the engine", "& | ! <-> :* ( ) ' \\ \" % _ $1 ; --"],
    ["an injection", "'; DROP TABLE documents; --"],
    ["quotes in words", "o'ne ''two'' 'three' \\'four\\'"],
    ["pictures", "🫖🫖 ☕️ 👩‍👩‍👧‍👦"],
    ["null-like text", "null NULL undefined NaN \u0000 \ufffd"],
    ["stop words alone", "the of and a to"],
    ["one letter two hundred times", "a".repeat(200)],
    ["a hundred words", "b ".repeat(100)],
    ["a hundred different words", Array.from({ length: 60 }, (_, index) => `w${index}`).join(" ")],
    ["lone surrogates", "\ud800 \udc00mug"],
    ["blanks of all kinds", " \t\n\u00a0\u2003"],
    ["digits without end", "1".repeat(200)],
    ["accents piled up", `e${"\u0301".repeat(150)}`],
    ["two directions", "שלום mug مرحبا"],
  ])("a query of %s is answered, and soon", async (_, query) => {
    const begin = performance.now();
    const { total } = await find(query);
    expect(total).toBeGreaterThanOrEqual(0);
    await stores().index.suggest(query.slice(0, 100), 10);
    expect(performance.now() - begin).toBeLessThan(2_000);
  });

  test("whatever is typed, searches and suggestions answer, and what is indexed under it is found", async () => {
    const unit = fc.constantFrom(..."aeiou bcdfg'\\&|!:*()<->\"%_$.,;/#@+=ßéçñ漢字🫖0123456789\u0000\ud83d");
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit, maxLength: 60 }), fc.string({ unit: "grapheme", maxLength: 60 })),
        async (text) => {
          const name = text.replaceAll("\u0000", "").toWellFormed();
          const product = aProduct({ name: `Kettle ${name}`, facts: [name], brand: `B${ids.uuid()}` });
          await take(product);
          await stores().index.suggest(text, 5);
          const { hits } = await find(`kettle ${text}`, { brand: product.brand });
          expect(hits.map(({ productId }) => productId)).toEqual([product.productId]);
        },
      ),
      { numRuns: 60 },
    );
  });
}
