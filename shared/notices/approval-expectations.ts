import type { FactOf } from '../contracts/ledger-entry.ts';
import type { Plan } from '../contracts/plan.ts';
import type { DecisionEvidence } from '../contracts/recovery/decision-evidence.ts';
import type { PastVerification, VerifiedStates } from '../contracts/verification/verified.ts';
import type { ExpectedRecovery } from '../domain/recovery/expected-recovery.ts';
import { duration } from '../report/format.ts';

/** What earlier runs took. Nobody's guess stands in for a measurement. */
export function expectationInWords(expected: ExpectedRecovery | undefined): string {
  if (expected === undefined) return 'no earlier run has measured it: rehearse it';
  const { count, medianSeconds, leastSeconds, mostSeconds, last } = expected;
  return `${duration(medianSeconds)} (median of ${runs(count)}, ${duration(leastSeconds)} to ${duration(mostSeconds)}; the last on ${last.at.slice(0, 10)} took ${duration(last.seconds)})`;
}

const runs = (count: number): string => (count === 1 ? '1 earlier run' : `${count} earlier runs`);

type Expectations = Readonly<{
  opened: FactOf<'runOpened'>;
  evidence: DecisionEvidence;
  objectives: Plan['objectives'];
  /** Nobody knows until when writes went on. */
  isGrowing: boolean;
  expected: ExpectedRecovery | undefined;
  /** What verifications of the plan's backups have shown. */
  verified: VerifiedStates;
}>;

/** What it would cost and how long it would take, beside what the plan promises. */
export function expectationLines(told: Expectations): string[] {
  const { opened, objectives, expected, verified } = told;
  return [
    `Expected data loss: ${lossInWords(told)}; objective ${duration(objectives.rpo)}${opened.acceptDataLoss ? ' (any loss was accepted by who started the run)' : ''}`,
    `Expected recovery time: ${expectationInWords(expected)}; objective ${duration(objectives.rto)}`,
    ...proofLines(verified),
  ];
}

function lossInWords({ evidence: { findings }, isGrowing }: Expectations): string {
  const worst = findings.flatMap((finding) => ('lossSeconds' in finding ? [finding.lossSeconds ?? 0] : []));
  const isUnknown = findings.some(
    (one) => (one.level === 'excessLoss' || one.level === 'fork') && one.lossSeconds === undefined,
  );
  if (isUnknown) return 'not known, which is above every limit';
  if (worst.length === 0) return 'no step could say';
  const isPart = findings.some((finding) => 'isNotCounted' in finding && finding.isNotCounted);
  const of = isPart ? 'what is replicated and was looked at, and besides it all that the steps name below' : 'data';
  return `at most ${Math.max(...worst)} s of ${of}${isGrowing ? ' by now' : ''}`;
}

/** When each backup was last proven, in all or in what was looked at, and how long its restore took: what a way back by restore rests on. */
function proofLines(verified: VerifiedStates): string[] {
  const proofs = Object.entries(verified);
  if (proofs.length === 0) return [];
  return [`Backups last proven: ${proofs.map(([id, proven]) => proofInWords(id, proven)).join('; ')}`];
}

type Proven = Readonly<{ passed: readonly PastVerification[] }>;

function proofInWords(id: string, { passed: [last] }: Proven): string {
  if (last === undefined) return `${id} never`;
  const restored =
    last.restoreSeconds === undefined ? '' : `, usable ${duration(last.restoreSeconds)} after the restore was ordered`;
  const read = last.readSeconds === undefined ? '' : `, all read after ${duration(last.readSeconds)}`;
  const but = last.notLookedAt === undefined ? '' : `, but not looked at: ${last.notLookedAt}`;
  return `${id} on ${last.at.slice(0, 10)}${restored}${read}${but}`;
}
