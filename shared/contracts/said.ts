import * as z from 'zod';

/** `<your name>`, `<why>`: what a notice asks to be replaced. Neither a comparison nor an address as mail programs write it. */
const inBrackets = /<(?!\s*[^\s<>@]+@[^\s<>@]+\s*>)[^\s\d<>][^<>]*>/gu;

/** What notices and README ask for, without the brackets; and a shell's variable that was never filled in. */
const samples = new Set([
  ...['yourname', 'name', 'operator', 'why', 'yourreason', 'reason'],
  // What a script or a form has there that was given nothing.
  ...['null', 'undefined', 'nan', 'none', 'nil', 'todo', 'tbd', 'na', 'nobody', 'unknown', 'anonymous'],
]);
const variable = /^(\$\{?\w+\}?|%\w+%|\$\(.*\)|`.*`|\$env:\w+)$/i;

const name = 'put your name in place of the sample';
const reason = 'put your reason in place of the sample';

/** Why, of whoever it is. */
export const StatedReason = z.string().min(3).max(500).refine(isSaid, reason);

export const unsaidReason = { message: reason, path: ['reason'] };

/** Who does something, as a person types it. It proves nothing; what was never typed proves less. */
export const OperatorName = z.string().min(1).max(100).refine(isWholly, name);

/** A person who left a placeholder standing has not read what they send. */
function isWholly(text: string): boolean {
  return isSaid(text) && withoutBrackets(text) === text.normalize('NFKC');
}

/** What a program says may quote anything, a page of HTML too; its own words must be left. */
function isSaid(text: string): boolean {
  return !isSample(text) && !isSample(withoutBrackets(text));
}

/** Nothing is said, or no more than what a notice has there. */
function isSample(text: string): boolean {
  // Some letters are made to be seen by nobody.
  const words = text.toLowerCase().replace(/[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}/gu, '');
  return words === '' || samples.has(words) || variable.test(text.trim());
}

function withoutBrackets(text: string): string {
  return text.normalize('NFKC').replace(inBrackets, '');
}

/** Why, as a person types it. */
export const Reason = StatedReason.refine((text) => isWholly(text) && text.trim().length >= 3, reason);

type Start = Readonly<{ operator?: string | undefined; reason: string }>;

/** Of an input that a person or a program may send: who gives a name is a person. */
export const isReasonOfPerson = ({ operator, reason: why }: Start): boolean =>
  operator === undefined || Reason.safeParse(why).success;
