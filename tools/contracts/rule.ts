import type { AnyDesc, DescFile } from "@bufbuild/protobuf";
import type { Contracts } from "./contracts.ts";

/** An element of a contract: anything but a whole file. */
export type Element = Exclude<AnyDesc, DescFile>;

/** An element that breaks a rule, and what to do about it. */
export interface Finding {
  readonly element: Element;
  readonly message: string;
}

/** A rule of the house for contracts: finds what breaks it. */
export type Rule = (contracts: Contracts) => Iterable<Finding>;
