/** A name of the code as protos and subjects spell it: "changedFields" is "changed_fields", "OrderPlaced" "order_placed". */
export function protoName(name: string): string {
  return name.replaceAll(/(?<!^)[A-Z]/g, "_$&").toLowerCase();
}
