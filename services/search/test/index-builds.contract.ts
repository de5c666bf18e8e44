import { DomainError, onCheckpoint } from "#mesh/kernel";
import { fakeClock } from "#mesh/testing";
import { advanceBuild } from "../src/app/advance-build.ts";
import type { BuildStep } from "../src/app/ports.ts";
import type { CatalogueCategory, CatalogueProduct } from "../src/domain/indexed-product.ts";
import { aCategory, aProduct, aSearch, ids } from "./builders.ts";
import type { SearchStores } from "./product-index.contract.ts";

const stretch = 3;

/** A log in memory with one telling at each position. */
function aLog(told: readonly (CatalogueProduct | CatalogueCategory)[]) {
  const reads: bigint[] = [];
  return {
    reads,
    async read(after: bigint): Promise<BuildStep> {
      reads.push(after);
      const read = told.slice(Number(after), Number(after) + stretch);
      const products = read.filter((one): one is CatalogueProduct => "productId" in one);
      const categories = read.filter((one): one is CatalogueCategory => !("productId" in one));
      const position = after + BigInt(read.length);
      return { changes: { products, categories }, position, logEnd: BigInt(told.length) };
    },
  };
}

/** What every engine must do that can build its index anew; each test gets an empty one. */
export function indexBuildsContract(stores: () => SearchStores, breakIndex: () => Promise<void>): void {
  const clock = fakeClock();
  const worker = (log: ReturnType<typeof aLog>) => advanceBuild({ ...stores(), log, clock, ids });
  const namesOf = async (query: string) => {
    const { hits } = await stores().index.search(aSearch({ query, order: "NEWEST" }), undefined, 100);
    return hits.map(({ name }) => name);
  };
  const takeAll = (told: readonly CatalogueProduct[]) =>
    stores().index.take({ products: told, categories: [] }, clock.now());
  /** Lets what was replaced be cleared away. */
  const settle = async (work: () => Promise<void>) => {
    clock.advance(60_000);
    await work();
  };

  test("a broken index is right again after a rebuild: products, versions, vocabulary and categories", async () => {
    const category = aCategory({ name: "Crockery" });
    const products = ["Jug", "Bowl", "Plate"].map((name) => aProduct({ name, categoryIds: [category.categoryId] }));
    const gone = aProduct({ name: "Vase" });
    const told = [category, ...products, gone, { ...gone, version: 2, isPublished: false }];
    await breakIndex();
    expect(await namesOf("crockery")).toEqual([]);
    await stores().builds.begin(clock.now());
    const work = worker(aLog(told));
    await settle(work);
    await work();
    expect(await namesOf("crockery")).toEqual(["Plate", "Bowl", "Jug"]);
    expect(await namesOf("bowls")).toEqual(["Bowl"]);
    expect(await stores().builds.state()).toMatchObject({ productCount: 3n, building: undefined });
  });

  test("while it is built, what changes is in the old index and in the new one, whichever tells it first", async () => {
    const old = Array.from({ length: 7 }, (_, number) => aProduct({ name: `Spoon ${number}` }));
    await takeAll(old);
    const { generation } = await stores().builds.begin(clock.now());
    const [first] = old;
    if (first === undefined) throw new Error("no products");
    await takeAll([{ ...first, version: 2, name: "Ladle" }]);
    const fresh = aProduct({ name: "Spoon new" });
    const searches: number[] = [];
    const log = aLog([...old, fresh]);
    const answering = {
      ...log,
      read: async (after: bigint) => {
        searches.push((await namesOf("spoon")).length);
        if (after === 3n) await takeAll([fresh]);
        return log.read(after);
      },
    };
    await settle(worker(answering));
    expect(searches).toEqual([6, 6, 7]);
    expect(await namesOf("spoon")).toHaveLength(7);
    expect(await namesOf("ladle")).toEqual(["Ladle"]);
    expect((await stores().builds.state()).generation).toBe(generation + 1n);
  });

  test.each([
    "search.extend.before",
    "search.extend.after",
    "search.finish.before",
    "search.finish.after",
    "search.clear.after",
  ])("a worker that dies at %s is followed by another, which goes on where it was", async (point) => {
    const told = Array.from({ length: 8 }, (_, number) => aProduct({ name: `Fork ${number}` }));
    await takeAll(told);
    await stores().builds.begin(clock.now());
    const log = aLog(told);
    const forget = onCheckpoint((name) => {
      if (name === point) throw new Error("the process ends");
    });
    await settle(worker(log))
      .catch((error: Error) => expect(error.message).toBe("the process ends"))
      .finally(forget);
    expect(await namesOf("fork")).toHaveLength(8);
    const next = worker(log);
    await settle(next);
    await settle(next);
    expect(await namesOf("fork")).toHaveLength(8);
    expect(await stores().builds.state()).toMatchObject({ productCount: 8n, building: undefined });
    if (point === "search.extend.after") expect(log.reads).toEqual([0n, 3n, 6n]);
  });

  test("of two workers one builds; the other takes over when the first has been silent for long", async () => {
    const told = Array.from({ length: 4 }, () => aProduct());
    await stores().builds.begin(clock.now());
    const held = await stores().builds.claim(ids.uuid(), clock.now());
    expect(held).toMatchObject({ position: 0n });
    const log = aLog(told);
    const other = worker(log);
    await other();
    expect(log.reads).toEqual([]);
    await settle(other);
    expect(log.reads).toEqual([0n, 3n]);
    if (held === undefined) throw new Error("nothing to build");
    const late = await aLog(told).read(0n);
    expect(await stores().builds.extend(ids.uuid(), held, late, clock.now())).toBe(false);
    expect(await stores().builds.finish(ids.uuid(), held, clock.now())).toBe(false);
  });

  test("a second rebuild is refused while one is running, and waits for the old index to be cleared otherwise", async () => {
    const work = worker(aLog([]));
    const { generation } = await stores().builds.begin(clock.now());
    const refused = await stores()
      .builds.begin(clock.now())
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DomainError);
    expect(refused).toMatchObject({ reason: "REBUILD_RUNNING", metadata: { generation: `${generation + 1n}` } });
    await work();
    await stores().builds.begin(clock.now());
    await work();
    expect((await stores().builds.state()).generation).toBe(generation + 1n);
    await settle(work);
    expect((await stores().builds.state()).generation).toBe(generation + 2n);
  });
}
