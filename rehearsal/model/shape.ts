import { plain } from 'simulated-aws/postgres/model/text.ts';

/** Numbers that no statement has of its own. */
export const first = 10_101;
export const second = 10_201;

/** A pattern of this one statement. */
export const exactly = (text: string): RegExp => new RegExp(`^${escaped(text)}$`);

const escaped = (text: string): string => plain(text).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The text of a statement with a word in each gap, as a pattern that finds what stands in the gaps: in gaps of one name the same. */
export function shape(text: string): RegExp {
  const known = new Set<string>();
  const words = escaped(text).replaceAll(/gap_(\w+?)_gap/g, (_, name) => {
    if (known.has(name)) return String.raw`\k<${name}>`;
    known.add(name);
    return `(?<${name}>.+?)`;
  });
  return new RegExp(`^${words.replaceAll(/10(\d)01/g, (_, digit) => `(?<n${digit}>\\d+)`)}$`);
}

export const gap = (name: string) => `gap_${name}_gap`;
