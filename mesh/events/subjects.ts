/** Subscribed subjects, sorted by how they are compared. */
export interface SubjectFilter {
  readonly exact: readonly string[];
  readonly prefixes: readonly string[];
}

const pattern = /^(\*|[a-z0-9_]+(\.[a-z0-9_]+)*(\.\*)?)$/;

/** Throws RangeError for what is neither a subject, nor one that ends in ".*", nor "*". */
export function subjectFilter(subjects: readonly string[]): SubjectFilter {
  const strange = subjects.find((subject) => !pattern.test(subject));
  if (strange !== undefined) throw new RangeError(`not a subject: ${strange}`);
  const wild = subjects.filter((subject) => subject.endsWith("*"));
  return {
    exact: subjects.filter((subject) => !wild.includes(subject)),
    prefixes: wild.map((subject) => subject.slice(0, -1)),
  };
}

/** True if the filter lets the subject through. */
export function matches({ exact, prefixes }: SubjectFilter, subject: string): boolean {
  return exact.includes(subject) || prefixes.some((prefix) => subject.startsWith(prefix));
}
