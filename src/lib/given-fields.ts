/** The fields that were given: `undefined` in a patch means "leave as it is", never "empty it". */
export function givenFields<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
