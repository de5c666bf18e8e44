import { create, toBinary } from "@bufbuild/protobuf";
import { CreateProductRequestSchema } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { zerosIn } from "./zero-bytes.ts";

const schema = CreateProductRequestSchema;

function zeros(product: Parameters<typeof create<typeof schema>>[1] & object) {
  return zerosIn(schema, toBinary(schema, create(schema, product))).map(({ field }) => field);
}

test("a zero character is found wherever a text may stand", () => {
  const product = {
    name: "a\0b",
    categoryIds: ["fine", "\0"],
    variants: [{ sku: "A" }, { sku: "B\0", optionValues: [{ option: "Size", value: "\0" }] }],
  };
  expect(zeros({ product, requestId: "\0" })).toEqual([
    "product.name",
    "product.category_ids[1]",
    "product.variants[1].sku",
    "product.variants[1].option_values[0].value",
    "request_id",
  ]);
});

test("zeros that are numbers or lengths are none", () => {
  const price = { currencyCode: "EUR", minorUnits: 2n ** 40n };
  expect(zeros({ product: { name: "Mug", variants: [{ sku: "A", price, weightGrams: 16_384 }, {}] } })).toEqual([]);
});
