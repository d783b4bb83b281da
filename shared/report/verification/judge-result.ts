import type { FactOf } from '../../contracts/ledger-entry.ts';
import type { DataCheckResult, Verdict } from '../../contracts/verification/facts.ts';
import type { VerificationResult } from '../../contracts/verification/record.ts';
import { type Beside, besideWords, unseen } from '../../domain/verification/beside.ts';
import { duration } from '../format.ts';
import { type Chains, endingOf } from './chains-of.ts';
import { countResults } from './check-results.ts';

const namedAtMost = 3;

type Known = Readonly<{
  chains: Chains;
  /** One for each unit. */
  results: readonly DataCheckResult[];
  age: VerificationResult['age'];
  /** Of those that are restored. */
  restore: VerificationResult['restore'];
  notLookedAt: readonly Beside[];
}>;

/** What is wrong with nothing, and still to be known: a row of the future, or what nobody could look at. */
export function remarksOn({ results, notLookedAt }: Pick<Known, 'results' | 'notLookedAt'>): string[] {
  const noted = having(results, 'passed').flatMap(({ name, because }) => (because ? [`${name}: ${because}`] : []));
  const empty = notLookedAt.filter((thing) => !unseen([thing]).includes(thing));
  const beside = unseen(notLookedAt);
  return [
    ...noted.slice(0, namedAtMost),
    ...(beside.length > 0 ? [`not looked at: ${besideWords(beside)}`] : []),
    ...(empty.length > 0 ? [besideWords(empty)] : []),
  ];
}

const having = (results: readonly DataCheckResult[], outcome: DataCheckResult['outcome']) =>
  results.filter((result) => result.outcome === outcome);

type Chosen = FactOf<'recoveryPointChosen'>;

export type Judged = Readonly<{ verdict: Verdict; because: string }>;

/** Whether a backup is proven, from what is known of it. What nobody looked at is never proven. */
export function judgeResult(chosen: Chosen | undefined, known: Known): Judged {
  if (chosen === undefined) return { verdict: 'inconclusive', because: 'nothing was looked at' };
  if (chosen.verdict === 'failed') return { verdict: 'failed', because: chosen.because };
  const failed = failures(known);
  if (failed.length > 0) return { verdict: 'failed', because: `${failed.join('; ')}${lateness(late(known))}` };
  const expected = known.restore === undefined ? 'found' : 'restore';
  if (chosen.verdict !== expected)
    return { verdict: 'inconclusive', because: `the plan says ${expected}, the ledger ${chosen.verdict}` };
  const open = doubts(known);
  if (open.length > 0) return { verdict: 'inconclusive', because: open.join('; ') };
  return { verdict: 'passed', because: praise(known, chosen) };
}

/** What proves that the backup is of no use. One of these outweighs everything that was not looked at. */
function failures({ chains, results, age }: Known): string[] {
  const restored = endingOf(chains.restore)?.fact;
  const failed = having(results, 'failed');
  return [
    ...(failed.length > 0 ? [`${failed.length} of ${results.length} checks failed: ${named(failed)}`] : []),
    ...(restored?.type === 'stepFailed' && !restored.refused ? [`the restore failed: ${restored.because}`] : []),
    ...tooOld(age),
  ];
}

/** `check orders (3 orphans), read public.orders (invalid page)`, with a number in place of what comes after the third. */
function named(results: readonly DataCheckResult[]): string {
  const words = results.map(({ kind, name, because }) => `${kind} ${name}${because ? ` (${because})` : ''}`);
  const more = words.length - namedAtMost;
  return `${words.slice(0, namedAtMost).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const tooOld = ({ measuredSeconds, limitSeconds }: Known['age']): string[] =>
  measuredSeconds !== undefined && measuredSeconds > limitSeconds
    ? [`too old: ${duration(measuredSeconds)}, limit ${duration(limitSeconds)}`]
    : [];

/** The objective is told and does not change the verdict: data that came back late are whole all the same. */
function lateness(restore: Known['restore']): string {
  if (restore === undefined || restore.isMet) return '';
  const { untilFirstCheckSeconds: measured, objectiveSeconds } = restore;
  const took = measured === undefined ? 'not measured' : duration(measured);
  return `; restore time ${took}, objective ${duration(objectiveSeconds)} not met`;
}

/** Only a time that was measured is worth a word beside a failure. */
const late = ({ restore }: Known) => (restore?.untilFirstCheckSeconds === undefined ? undefined : restore);

/** What was not looked at. A backup that was not restored has no checks to doubt. */
function doubts({ chains, results, age, restore }: Known): string[] {
  const ofAge = age.measuredSeconds === undefined ? ['its age is not known'] : [];
  if (restore === undefined) return ofAge;
  const ofRestore = restoreDoubt(chains.restore);
  if (ofRestore.length > 0 && results.length === 0) return ofRestore;
  const missing = having(results, 'didNotRun');
  return [
    ...ofRestore,
    ...checkDoubt(chains.check),
    ...(results.length === 0 ? ['nothing was checked'] : []),
    ...(missing.length > 0 ? [`${missing.length} of ${results.length} checks did not run: ${named(missing)}`] : []),
    ...ofAge,
  ];
}

function restoreDoubt(restore: Chains['restore']): string[] {
  const ending = endingOf(restore)?.fact;
  if (ending?.type === 'stepDone') return [];
  return [ending ? `nothing was restored: ${ending.because}` : 'the restore did not come to its end'];
}

function checkDoubt(check: Chains['check']): string[] {
  const ending = endingOf(check)?.fact;
  if (ending?.type === 'stepDone') return [];
  return [ending ? `the checks stopped: ${ending.because}` : 'the checks did not come to their end'];
}

function praise(known: Known, chosen: Chosen): string {
  const { results, restore } = known;
  if (restore === undefined) return chosen.because;
  const { passed, tables } = countResults(results);
  const instead = (chosen.insteadOf ?? []).length > 0 ? `; ${chosen.because}` : '';
  const read = `every check passed (${passed}), ${tables} ${tables === 1 ? 'table' : 'tables'} read`;
  return [`${read}${lateness(restore)}${instead}`, ...remarksOn(known)].join('; ');
}
