import type { Evidence } from '../../contracts/command.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { PromoteReplicaSpec } from '../../contracts/specs/promote-replica.ts';
import { listed } from '../../domain/listed.ts';
import { info, warning } from '../../executor/findings.ts';
import type { PromoteReplicaFacts } from './dependencies.ts';

/** Of each list so many are named in a question; the record has them all. */
const named = 20;

/** Before the yes: what is gone after a promotion, what does not come with it, and what nobody could look at. */
export function assessBeside({ instance }: PromoteReplicaSpec, { beside }: PromoteReplicaFacts): Finding[] {
  if (beside === undefined) return [];
  return [
    ...told(
      beside.unlogged,
      notCounted,
      (names) =>
        `${instance} does not carry the rows of ${beside.unlogged.length} unlogged: ${names}. They are gone after the promotion`,
    ),
    ...told(beside.notLookedAt, notCounted, (names) => `nobody could look whether ${instance} carries all of ${names}`),
    ...told(
      beside.publications,
      warning,
      (names) =>
        `slots of logical replication stay behind, and with them what the subscribers of ${names} have not fetched`,
    ),
    ...told(beside.subscriptions, info, (names) => `${instance} goes on with the subscriptions ${names}`),
    ...told(beside.foreignTables, info, (names) => `the rows of foreign tables are elsewhere: ${names}`),
  ];
}

const told = (
  names: readonly string[],
  finding: (text: string) => Finding,
  say: (names: string) => string,
): Finding[] => (names.length === 0 ? [] : [finding(say(listed(names, named)))]);

/** No figure of a loss counts it. */
const notCounted = (text: string): Finding => ({ ...warning(text), isNotCounted: true });

/** What stands beside the loss in the record. A measured loss says nothing of these. */
export function besideEvidence({ beside }: PromoteReplicaFacts): Evidence {
  if (beside === undefined) return {};
  const { unlogged, publications, notLookedAt } = beside;
  return {
    ...(unlogged.length === 0 ? {} : { notCarried: [...unlogged] }),
    ...(publications.length === 0 ? {} : { slotsLeftBehind: [...publications] }),
    ...(notLookedAt.length === 0 ? {} : { notLookedAt: [...notLookedAt] }),
  };
}
