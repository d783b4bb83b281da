import type { Json } from '../src/step-functions/json.ts';
import { isList, isObject } from '../src/step-functions/json.ts';

/** What Python's str() makes of a value: functions of some vectors put their event into a text. */
export const pythonText = (value: Json): string => (typeof value === 'string' ? value : representation(value));

function representation(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (isList(value)) return `[${value.map(representation).join(', ')}]`;
  if (!isObject(value)) return word(value);
  const members = Object.entries(value).map(([key, member]) => `${quoted(key)}: ${representation(member)}`);
  return `{${members.join(', ')}}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return `${quote}${text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\n', '\\n')}${quote}`;
}

function word(value: null | boolean | number): string {
  if (value === null) return 'None';
  if (typeof value === 'number') return String(value);
  return value ? 'True' : 'False';
}
