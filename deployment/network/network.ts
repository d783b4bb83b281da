import { existsSync, readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { isObject } from '../is-object.ts';
import type { Complaint } from '../plans/complaint.ts';
import { inWords, type Problem, place, type Source } from '../plans/explain.ts';
import { slipIn } from '../plans/reading/syntax.ts';
import { checkNetwork, idsIn } from './check-network.ts';

/** Where the file lies unless the packaging is told otherwise: `--param network=FILE`. */
export const usualFile = 'network.yml';

/** Where the functions that connect to databases stand in one Region: ids of subnets and security groups of one VPC. */
type Vpc = Readonly<{ subnets: readonly string[]; securityGroups: readonly string[] }>;

/** By Region. In one that is not named no function has a VPC. */
type Network = Readonly<Record<string, Vpc>>;

export type ReadNetwork = Readonly<{
  network: Network;
  /** The file that was read; undefined: there is none. */
  file: string | undefined;
  /** Where complaints stand in the file. */
  place: (complaints: readonly Complaint[]) => Problem[];
}>;

/**
 * The network of a stage. Throws with one line a mistake: file, line, field and what would be right. Without the usual file nothing has
 * a VPC; another one that was named has to be there.
 */
export function readNetwork(file = usualFile): ReadNetwork {
  if (existsSync(file)) return parseNetwork(readFileSync(file, 'utf8'), file);
  if (file === usualFile) return { network: {}, file: undefined, place: () => [] };
  throw new Error(`${file}: there is no such file: write the subnets and security groups of each Region into it`);
}

export function parseNetwork(text: string, file: string): ReadNetwork {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: false });
  const source: Source = { file, document, lines };
  if (document.contents === null) return { network: {}, file, place: () => [] };
  const slip = slipIn({ ...source, text });
  if (slip !== undefined) throw refused([{ file, field: 'network', ...slip }]);
  const given: unknown = document.toJS();
  const complaints = checkNetwork(given);
  if (complaints.length > 0) throw refused(place(complaints, source));
  return { network: networkIn(given), file, place: (all) => place(all, source) };
}

const refused = (problems: readonly Problem[]): Error =>
  new Error(problems.map((problem) => inWords({ ...problem, field: problem.field || 'network' })).join('\n'));

/** Of what has been checked. */
const networkIn = (given: unknown): Network =>
  Object.fromEntries(
    Object.entries(isObject(given) ? given : {}).map(([region, vpc]) => [
      region,
      { subnets: idsIn(vpc, 'subnets'), securityGroups: idsIn(vpc, 'securityGroups') },
    ]),
  );
