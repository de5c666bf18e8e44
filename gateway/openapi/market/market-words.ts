import type { ExampleWords } from "../examples/example-words.ts";
import { fieldWords } from "./field-words.ts";
import { goodsWords } from "./goods-words.ts";
import { orderWords } from "./order-words.ts";
import { peopleWords } from "./people-words.ts";
import { productWords } from "./product-words.ts";

/** What the examples of the market's calls say. A call without words gets an example by its comments and rules. */
export const marketWords: ExampleWords = {
  fields: fieldWords,
  messages: { ...peopleWords, ...productWords, ...orderWords, ...goodsWords },
};
