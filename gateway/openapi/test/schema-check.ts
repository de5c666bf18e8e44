import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { OpenApi } from "../mod.ts";

/** Compares values with a schema of the document, formats included; answers what is wrong, "" for nothing. */
export function schemaCheck(document: OpenApi): (schema: object, value: unknown) => string {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addFormat("int64", { type: "number", validate: () => true });
  ajv.addFormat("uint64", true);
  ajv.addSchema({ $id: "market", components: document.components });
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  const compile = (schema: object) => {
    const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"market#/');
    const known = compiled.get(text) ?? ajv.compile(JSON.parse(text));
    compiled.set(text, known);
    return known;
  };
  return (schema, value) => {
    const validate = compile(schema);
    return validate(value) ? "" : ajv.errorsText(validate.errors);
  };
}
