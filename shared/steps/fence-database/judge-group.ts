import type { Evidence } from '../../contracts/command.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { FenceDatabaseSpec } from '../../contracts/specs/fence-database.ts';
import { judgeCallError } from '../../domain/judge-call-error.ts';
import { listed } from '../../domain/listed.ts';
import { doubt, warning } from '../../executor/findings.ts';
import type { StepRun } from '../../executor/step.ts';
import type { FenceDatabaseFacts } from './observe.ts';

const shown = 5;

/** Why the closed group closes nothing; undefined: it does, or nobody could look. */
export function whyNoGroup(
  { closedSecurityGroup: id, region }: FenceDatabaseSpec,
  { group }: FenceDatabaseFacts,
  { regions }: Pick<StepRun, 'regions'>,
): string | undefined {
  const name = `security group ${id} in ${regions[region]}`;
  if (group?.kind === 'unreadable')
    return isMissing(group.failure.error) ? `there is no ${name}: ${group.failure.error}` : undefined;
  if (group === undefined || group.value.letsIn.length === 0) return undefined;
  return `${name} lets in ${listed(group.value.letsIn, shown)}: a database behind it is not closed. Take its rules away, or name another group`;
}

const isMissing = (error: string): boolean => error.startsWith('InvalidGroup');

/** What stands beside a fence: whether somebody has looked at the rules of its group. */
export function groupEvidence({ group }: FenceDatabaseFacts): Evidence {
  if (group?.kind === 'known') return { rulesOfGroup: 'none' };
  return { rulesOfGroup: `not looked at: ${group?.failure.error ?? 'nobody asked'}` };
}

/** Before the yes. Where EC2 fails with its Region the fence must go on; a right that is missing stays missing. */
export function assessGroup({ closedSecurityGroup: id }: FenceDatabaseSpec, { group }: FenceDatabaseFacts): Finding[] {
  if (group?.kind !== 'unreadable' || isMissing(group.failure.error)) return [];
  const { failure } = group;
  const text = `nobody could look whether security group ${id} lets anybody in (${failure.error})`;
  return [judgeCallError(failure) === 'denied' ? doubt(text) : warning(text)];
}
