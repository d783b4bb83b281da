import { createHash } from 'node:crypto';
import { LineCounter, parseDocument } from 'yaml';
import { type DeployedPlan, Plan } from '../../shared/contracts/plan.ts';
import type { Rehearsal } from '../../shared/contracts/rehearsal.ts';
import type { Complaint } from './complaint.ts';
import { crossCheck, warnings } from './cross-checks.ts';
import { explain, type Problem, place } from './explain.ts';
import { slipIn } from './reading/syntax.ts';

/** Where complaints stand in the file. */
type Place = (complaints: readonly Complaint[]) => Problem[];

export type ParsedPlan =
  | Readonly<{
      plan: DeployedPlan;
      rehearsal: Rehearsal | undefined;
      problems: readonly [];
      warnings: readonly Problem[];
      place: Place;
    }>
  | Readonly<{ plan: undefined; problems: readonly Problem[]; warnings: readonly Problem[] }>;

/** One plan file, parsed by the closed schema. Each problem names file, line and field. */
export function parsePlan(text: string, file: string): ParsedPlan {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: false });
  const source = { file, document, lines };
  const slip = slipIn({ ...source, text });
  if (slip !== undefined) return refused([{ file, field: '', ...slip }]);

  const parsed = Plan.safeParse(document.toJS());
  if (!parsed.success) return refused(explain(parsed.error.issues, source));

  const complaints = place(crossCheck(parsed.data), source);
  if (complaints.length > 0) return refused(complaints);
  const { rehearsal, ...deployed } = parsed.data;
  const plan = { ...deployed, hash: hashOf(deployed) };
  return {
    plan,
    rehearsal,
    problems: [],
    warnings: place(warnings(parsed.data), source),
    place: (all) => place(all, source),
  };
}

const refused = (problems: readonly Problem[]): ParsedPlan => ({ plan: undefined, problems, warnings: [] });

/** Of what the plan means, not of how it is written: comments and order of lines in the file do not matter. */
const hashOf = (plan: Omit<Plan, 'rehearsal'>): string =>
  createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16);
