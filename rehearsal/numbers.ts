import { Complaint } from 'simulated-aws/complaint.ts';

/** A whole number within a range, from the command line. */
export function numberOf(name: string, text: string, [low, high]: readonly [number, number]): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= low && value <= high) return value;
  throw new Complaint(`--${name} takes a whole number from ${low} to ${high}, not "${text}".`);
}
