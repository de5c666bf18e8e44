import type { ShippingMethod } from "../../domain/shipping-method.ts";

/** The ways to have things sent, in no particular order. */
export type ShippingMethods = readonly ShippingMethod[];
