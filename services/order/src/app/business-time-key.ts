import { type Id, isId, type PageKey } from "#mesh/kernel";

type Key<Prefix extends string, Name extends string> = Readonly<Record<Name, Id<Prefix>>> & {
  readonly businessTime: Date;
};

/** The key of a list that is sorted by business time, then by the id in the field named. */
export function businessTimeKey<Prefix extends string, Name extends string>(
  prefix: Prefix,
  name: Name,
): PageKey<Key<Prefix, Name>> {
  return {
    encode: (key) => [key.businessTime.toISOString(), key[name]],
    decode([time = "", id = "", ...more]) {
      const businessTime = new Date(time);
      if (more.length > 0 || Number.isNaN(businessTime.getTime()) || !isId(prefix, id)) return undefined;
      return { businessTime, [name]: id } as Key<Prefix, Name>;
    },
  };
}
