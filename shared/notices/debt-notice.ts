import type { FactOf, LedgerEntry } from '../contracts/ledger-entry.ts';
import type { DebtVerdict } from '../contracts/recovery/debt.ts';
import { type Owed, owedIn } from '../domain/recovery/owed.ts';
import { factsOf } from '../domain/run-facts.ts';
import { secondsBetween } from '../domain/time.ts';
import { duration } from '../report/format.ts';
import { openCommand } from './closed-lines.ts';
import { createNotice, type Notice, oneLine } from './notice.ts';

const subjects: Readonly<Record<DebtVerdict, string>> = {
  paid: 'Fenced now',
  moot: 'NOT fenced, and nothing to fence',
  dropped: 'Not to be fenced',
  overtaken: 'NOT fenced, no longer tried for this run',
  writtenOff: 'NOT fenced, written off',
  givenUp: 'NOT fenced, given up',
};

const sentences: Readonly<Record<DebtVerdict, (name: string) => string>> = {
  paid: (name) => `The old primary ${name} is fenced now: it takes no writes.`,
  moot: (name) => `The fence of ${name} was owed, and there is nothing to fence there any more. Look for yourself.`,
  dropped: (name) => `The fence of ${name} is not needed: its run took nothing over.`,
  overtaken: (name) => `${name} is NOT fenced by this run, and it is tried no longer: it may take writes.`,
  writtenOff: (name) => `${name} is NOT fenced, since a person wrote that off: it may take writes.`,
  givenUp: (name) => `${name} is NOT fenced: it may take writes, and Lifeboat tries no longer. Fence it by hand.`,
};

export type SettledDebt = Readonly<{
  runId: string;
  opened: Pick<FactOf<'runOpened'>, 'plan' | 'runbook' | 'occasion'>;
  owed: Owed;
  /** When and how it ended. */
  at: string;
  settled: FactOf<'debtSettled'>;
  /** When its run ended, which may not have been yet. */
  closedAt: string | undefined;
  ofStep: readonly LedgerEntry[];
  ofDebt: readonly LedgerEntry[];
}>;

/** Of a run that took nothing over, or whose step has made the fence after all, its own notice says all. */
export const isHeardOf = ({ settled: { verdict }, ofStep }: SettledDebt): boolean =>
  verdict !== 'dropped' && (verdict !== 'paid' || owedIn(ofStep) !== undefined);

/** What became of a fence that was owed. */
export function debtNotice(debt: SettledDebt): Notice {
  const { runId, opened, owed, at, settled } = debt;
  const { verdict, because, attempt } = settled;
  const name = `${owed.instance} in ${owed.region}`;
  return createNotice(`${subjects[verdict]}: ${name} (${opened.occasion})`, {
    head: [
      `${sentences[verdict](name)} ${oneLine(because)}.`,
      '',
      `Run: ${runId} (${opened.occasion}), ${opened.plan} ${opened.runbook}`,
      `Owed since ${owed.since}, because: ${oneLine(owed.because)}`,
      `Ended ${at}, ${afterRun(debt)}`,
      ...undoLines(debt),
      '',
      `Reference: ${runId}:debt-${attempt}`,
    ],
  });
}

const afterRun = ({ closedAt, at }: SettledDebt): string =>
  closedAt === undefined || at < closedAt
    ? 'while the run goes on'
    : `${duration(secondsBetween(closedAt, at))} after its run ended`;

function undoLines(debt: SettledDebt): string[] {
  const { settled, owed } = debt;
  const { instance, region } = owed;
  const groups = groupsBefore(debt);
  if (settled.verdict !== 'paid' || groups.length === 0) return [];
  return [
    '',
    'To take the fence off by hand, once nothing writes to the new primary any more:',
    openCommand({ instance, region, groups }),
  ];
}

/** The groups that the database had before it was closed. */
function groupsBefore({ ofStep, ofDebt }: SettledDebt): string[] {
  const known = factsOf([...ofStep, ...ofDebt], 'intent').map(({ fact }) => fact.evidence?.securityGroupsBefore);
  const groups = known.find((one) => Array.isArray(one));
  return Array.isArray(groups) ? groups.filter((id) => typeof id === 'string') : [];
}
