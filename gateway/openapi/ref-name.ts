/** The name of the schema that a reference such as "#/components/schemas/a.B" names. */
export function refName(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}
