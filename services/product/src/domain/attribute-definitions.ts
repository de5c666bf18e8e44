import { type DomainError, type FieldViolation, invalid } from "#mesh/kernel";
import type { AttributeDefinition } from "./attribute.ts";

/** Refuses with INVALID_REQUEST a code twice, and choices or units where the type has none, or none where it has some. */
export function checkDefinitions(definitions: readonly AttributeDefinition[]): void {
  const codes = definitions.map(({ code }) => code);
  definitions.forEach(({ code, type, choices, units }, index) => {
    const path = `category.attributes[${index}]`;
    if (codes.indexOf(code) < index) throw wrong(`${path}.code`, "names an attribute a second time");
    if ((type === "CHOICE") !== choices.length > 0) throw wrong(`${path}.choices`, "belong to choices, and only there");
    if ((type === "MEASURE") !== units.length > 0) throw wrong(`${path}.units`, "belong to measures, and only there");
  });
}

function wrong(field: FieldViolation["field"], description: string): DomainError {
  return invalid({ field, description });
}
