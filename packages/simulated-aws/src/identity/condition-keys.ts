const tagsOfRequest = /^aws:(request|resource)tag\//;
const tagsOfPrincipal = 'aws:principaltag/';

/**
 * The values of a request's condition keys, by lower-case key. A key that is not here is not known to the simulation
 * and refused by name; a known key that the request does not carry has no values.
 */
export type ConditionKeys = Readonly<Record<string, readonly string[]>>;

/** Names of keys know no upper and lower case. Undefined for a key of which the simulation knows nothing. */
export function valuesOf(name: string, keys: ConditionKeys): readonly string[] | undefined {
  const key = name.toLowerCase();
  return keys[key] ?? (isAboutTags(key, keys) ? [] : undefined);
}

/** A tag that is not there has no value, once tags are known at all. */
const isAboutTags = (key: string, keys: ConditionKeys): boolean =>
  ('aws:tagkeys' in keys && tagsOfRequest.test(key)) || (tagsOfPrincipal in keys && key.startsWith(tagsOfPrincipal));
