import * as z from 'zod';

/** `<your name>`, `<why>`: what a notice asks to be replaced. Neither a comparison nor an address as mail programs write it. */
const inBrackets = /<(?!\s*[^\s<>@]+@[^\s<>@]+\s*>)[^\s\d<>][^<>]*>/gu;

/** What notices and README ask for, without the brackets; and a shell's variable that was never filled in. */
const samples = new Set(['yourname', 'name', 'operator', 'why', 'yourreason', 'reason']);
const variable = /^(\$\{?\w+\}?|%\w+%)$/;

/** Nothing is said, or no more than what a notice has there. */
const isSample = (text: string): boolean => {
  const words = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return words === '' || samples.has(words) || variable.test(text.trim());
};

const withoutBrackets = (text: string): string => text.normalize('NFKC').replace(inBrackets, '');

/** What a program says may quote anything, a page of HTML too; its own words must be left. */
const isSaid = (text: string): boolean => !isSample(text) && !isSample(withoutBrackets(text));

/** A person who left a placeholder standing has not read what they send. */
const isWholly = (text: string): boolean => isSaid(text) && withoutBrackets(text) === text.normalize('NFKC');

const name = 'put your name in place of the sample';
const reason = 'put your reason in place of the sample';

/** Who does something, as a person types it. It proves nothing; what was never typed proves less. */
export const OperatorName = z.string().min(1).max(100).refine(isWholly, name);

/** Why, of whoever it is. */
export const StatedReason = z.string().min(3).max(500).refine(isSaid, reason);

/** Why, as a person types it. */
export const Reason = StatedReason.refine((text) => isWholly(text) && text.trim().length >= 3, reason);

type Start = Readonly<{ operator?: string | undefined; reason: string }>;

/** Of an input that a person or a program may send: who gives a name is a person. */
export const isReasonOfPerson = ({ operator, reason: why }: Start): boolean =>
  operator === undefined || Reason.safeParse(why).success;
export const unsaidReason = { message: reason, path: ['reason'] };
