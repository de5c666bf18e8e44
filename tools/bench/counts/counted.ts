import type { Stage } from "../stage/stage.ts";
import { countBuffers } from "./count-buffers.ts";
import { countStatements } from "./count-statements.ts";

/** A count, and the most the design allows. */
export interface Count {
  readonly title: string;
  readonly value: number;
  readonly target?: number;
}

/** What calls cost in statements, round trips and buffers; exact, whatever the machine. */
export async function count(stage: Stage): Promise<readonly Count[]> {
  const small = await stage.small();
  const large = await stage.large();
  const calls = await countStatements(small);
  const [few, many] = [await countBuffers(small), await countBuffers(large)];
  const of = (title: string, value: number, target?: number): Count => ({
    title,
    value,
    ...(target === undefined ? {} : { target }),
  });
  return [
    of("GetProduct: SQL statements", calls.getProduct.statements, 1),
    of("GetProduct: round trips to PostgreSQL", calls.getProduct.roundTrips, 1),
    of("ListProducts of 20: SQL statements", calls.listProducts20.statements, 2),
    of(
      "ListProducts: statements at 100 / at 10",
      calls.listProducts100.statements / calls.listProducts10.statements,
      1,
    ),
    of("UpdateProduct: SQL statements, BEGIN and COMMIT too", calls.updateProduct.statements),
    of("UpdateProduct: round trips to PostgreSQL", calls.updateProduct.roundTrips),
    of("GetProduct: buffers", few.find),
    of("GetProduct: buffers at ten times the products", many.find),
    of("ListProducts: buffers of page 1", few.firstPage),
    of("ListProducts: buffers of page 1 at ten times the products", many.firstPage),
    of(`ListProducts: buffers, page ${many.farPageNumber} / page 1`, many.farPage / many.firstPage, 1.2),
  ];
}
