import { globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Case } from './case.ts';

export type ReadCase = Case & Readonly<{ file: string }>;

const readCase = (file: string): ReadCase => {
  const parsed = Case.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return { ...parsed.data, file: file.replace('test/decisions/cases/', '') };
  throw new Error(`${file}: ${parsed.error.message}`);
};

/** Every file of the decision table. */
export const readCases = (): ReadCase[] => globSync('test/decisions/cases/**/*.yml').sort().map(readCase);
