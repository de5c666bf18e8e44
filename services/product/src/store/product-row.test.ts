import { aProduct } from "../../test/builders.ts";
import { type ProductRow, productFromRow, productValues } from "./product-row.ts";

function rowOf(product = aProduct()): ProductRow {
  const [product_id, version, state, slug, brand, document, create_time, update_time] = productValues(product);
  const row = { product_id, version, state, slug, brand, create_time, update_time };
  return { ...row, document: JSON.parse(String(document)) } as ProductRow;
}

test("a product comes back from its row, stock kept of it or not", () => {
  for (const nonStock of [true, false]) {
    const variants = aProduct().variants.map((variant) => ({ ...variant, nonStock }));
    const product = aProduct({ variants });
    expect(productFromRow(rowOf(product))).toEqual(product);
  }
});

test("of variants from before there were any without stock, stock is kept", () => {
  const { document, ...row } = rowOf();
  const variants = document.variants.map(({ nonStock: _, ...variant }) => variant);
  expect(productFromRow({ ...row, document: { ...document, variants } }).variants).toMatchObject([{ nonStock: false }]);
});
