import { aCategoryDraft, ids, noon } from "../../test/builders.ts";
import { type Category, createCategory, moveCategory, parentOf, updateCategory } from "./category.ts";

const later = new Date(noon.getTime() + 60_000);
const reason = (name: string) => expect.objectContaining({ reason: name });

function below(parent: Category | undefined, levels: number): Category {
  const { next } = createCategory(aCategoryDraft(), parent, noon, ids);
  return levels === 1 ? next : below(next, levels - 1);
}

test("a category's path leads from the top to itself", () => {
  const top = below(undefined, 1);
  const child = below(top, 1);
  expect(child.path).toEqual([top.categoryId, child.categoryId]);
  expect([parentOf(top), parentOf(child)]).toEqual([undefined, top.categoryId]);
});

test("a ninth level is refused with CATEGORY_TOO_DEEP", () => {
  const deepest = below(undefined, 8);
  expect(() => createCategory(aCategoryDraft(), deepest, noon, ids)).toThrow(reason("CATEGORY_TOO_DEEP"));
});

test("an update raises the version and names the changed fields only", () => {
  const category = below(undefined, 1);
  const { next, events } = updateCategory(category, { name: "Pantry", description: category.description }, "1", later);
  expect(next).toEqual({ ...category, name: "Pantry", version: 2, updateTime: later });
  expect(events).toEqual([
    { type: "CategoryUpdated", key: category.categoryId, version: 2, category: next, changedFields: ["name"] },
  ]);
});

test("an update that changes nothing gives no version and no event", () => {
  const category = below(undefined, 1);
  expect(updateCategory(category, { name: category.name }, "", later)).toEqual({ next: category, events: [] });
});

test("an update on an old etag is refused with ETAG_MISMATCH", () => {
  expect(() => updateCategory(below(undefined, 1), { name: "x" }, "7", later)).toThrow(reason("ETAG_MISMATCH"));
});

test("an empty slug is made from the name, on creation and on update", () => {
  const { next } = createCategory(aCategoryDraft({ slug: "", name: "Home & Garden" }), undefined, noon, ids);
  expect(next.slug).toBe("home-garden");
  expect(updateCategory(next, { slug: "", name: "Garden" }, "", later).next.slug).toBe("garden");
});

test("a category moves with its path, and not below itself, nor so that its lowest level is a ninth", () => {
  const [top, other] = [below(undefined, 1), below(undefined, 1)];
  const child = below(top, 1);
  const { next, events } = moveCategory(child, { parent: other, levels: 1, etag: "1" }, later);
  expect(next).toMatchObject({ path: [other.categoryId, child.categoryId], version: 2, updateTime: later });
  expect(events).toMatchObject([{ changedFields: ["parentCategoryId"], version: 2 }]);
  expect(moveCategory(child, { parent: top, levels: 1, etag: "" }, later)).toEqual({ next: child, events: [] });
  const move =
    (parent: Category, levels: number, etag = "") =>
    () =>
      moveCategory(top, { parent, levels, etag }, later);
  expect(move(child, 2)).toThrow(reason("CATEGORY_CYCLE"));
  expect(move(top, 2)).toThrow(reason("CATEGORY_CYCLE"));
  expect(move(below(undefined, 7), 2)).toThrow(reason("CATEGORY_TOO_DEEP"));
  expect(move(other, 2, "9")).toThrow(reason("ETAG_MISMATCH"));
  expect(moveCategory(child, { parent: undefined, levels: 1, etag: "" }, later).next.path).toEqual([child.categoryId]);
});

test.each([
  ["a code twice", [{ code: "a" }, { code: "a" }]],
  ["choices of a text", [{ choices: ["x"] }]],
  ["no choices", [{ type: "CHOICE" as const }]],
  ["no units", [{ type: "MEASURE" as const }]],
])("definitions with %s are refused with INVALID_REQUEST", (_, changes) => {
  const plain = {
    code: "a",
    name: "A",
    type: "TEXT",
    required: false,
    multiValued: false,
    variantLevel: false,
  } as const;
  const attributes = changes.map((change) => ({ ...plain, choices: [], units: [], ...change }));
  expect(() => createCategory(aCategoryDraft({ attributes }), undefined, noon, ids)).toThrow(reason("INVALID_REQUEST"));
});
