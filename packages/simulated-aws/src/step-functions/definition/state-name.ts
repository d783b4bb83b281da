import { type Diagnostic, diagnostic } from './diagnostics.ts';

const longestName = 80;
const controlCharacter = /\p{Cc}/u;

/** No two states of a machine have one name, however deep they stand; `taken` is added to. */
export function checkName(
  name: string,
  { taken, where }: { taken: Set<string>; where: string },
): Diagnostic | undefined {
  if (taken.has(name)) return diagnostic('DUPLICATE_STATE_NAME', `Duplicate State name: ${name}`, `${where}/States`);
  taken.add(name);
  if (name !== '' && name.length <= longestName && !controlCharacter.test(name)) return undefined;
  return diagnostic('INVALID_STATE_NAME', `A name has 1 to ${longestName} characters: ${name}`, `${where}/States`);
}
