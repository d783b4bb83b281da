import type { LedgerEntry } from '../../contracts/ledger-entry.ts';
import type { DeployedPlan } from '../../contracts/plan.ts';
import type { DataCheckResult } from '../../contracts/verification/facts.ts';
import type { VerificationResult } from '../../contracts/verification/record.ts';
import { isRestored, type Verification } from '../../contracts/verification/verification.ts';
import { verificationKey } from '../../domain/verification/copy-name.ts';
import { readHistory } from '../../steps/step-history.ts';
import { factsOf, lastOf } from '../run-facts.ts';
import { type Account, judgeResult } from './judge-result.ts';
import { measureRestore } from './measure-restore.ts';

type Streams = ReadonlyMap<string, readonly LedgerEntry[]>;

export type Named = Pick<VerificationResult, 'plan' | 'verification'>;

const sourceOf = (verification: Verification): { kind: string; source: string } => {
  if ('instanceSnapshot' in verification)
    return { kind: 'instanceSnapshot', source: `instance ${verification.instanceSnapshot.instance}` };
  if ('instancePointInTime' in verification)
    return { kind: 'instancePointInTime', source: `instance ${verification.instancePointInTime.instance}` };
  if ('clusterSnapshot' in verification)
    return { kind: 'clusterSnapshot', source: `cluster ${verification.clusterSnapshot.cluster}` };
  if ('cacheSnapshot' in verification)
    return { kind: 'cacheSnapshot', source: `cache ${verification.cacheSnapshot.replicationGroup}` };
  if ('volumeSnapshots' in verification) {
    const { key, value } = verification.volumeSnapshots.tag;
    return { kind: 'volumeSnapshots', source: `volumes with ${key}=${value}` };
  }
  const { bucket, prefix } = verification.backupObjects;
  return { kind: 'backupObjects', source: `s3://${bucket}/${prefix}` };
};

/** The last word on each unit, in the order in which they were first looked at. */
const resultsIn = (entries: readonly LedgerEntry[]): DataCheckResult[] => [
  ...new Map(
    factsOf(entries, 'checked').flatMap(({ fact }) => fact.results.map((one) => [one.unit, one] as const)),
  ).values(),
];

const countsOf = (results: readonly DataCheckResult[]): VerificationResult['counts'] => {
  const outcomes = (wanted: DataCheckResult['outcome']) => results.filter(({ outcome }) => outcome === wanted).length;
  const read = results.filter(({ kind, outcome }) => kind === 'read' && outcome === 'passed');
  const sum = (key: 'rows' | 'bytes') => read.reduce((total, one) => total + (one[key] ?? 0), 0);
  return {
    ...{ passed: outcomes('passed'), failed: outcomes('failed'), didNotRun: outcomes('didNotRun') },
    tables: new Set(read.map(({ name }) => name)).size,
    indexes: results.filter(({ kind, outcome }) => kind === 'index' && outcome === 'passed').length,
    ...{ rows: sum('rows'), bytes: sum('bytes') },
  };
};

/** Apart from the data's verdict: what the ledger proves of the copy's end. */
const copyOf = (restore: readonly LedgerEntry[], discard: readonly LedgerEntry[]): VerificationResult['copy'] => {
  const seen = lastOf([...restore, ...discard], 'copySeen')?.fact;
  const known = seen === undefined ? {} : { name: seen.name, arn: seen.arn };
  const end = lastOf(discard, 'stepFailed');
  if (seen === undefined && readHistory(restore).acts.every(({ result }) => result === 'rejected'))
    return { verdict: 'notMade', because: 'nothing was restored' };
  if (lastOf(discard, 'stepDone') !== undefined) return { verdict: 'discarded', because: 'it is gone', ...known };
  if (end !== undefined) return { verdict: 'leftOver', because: end.fact.because, ...known };
  return { verdict: 'unknown', because: 'nobody has looked whether it is gone', ...known };
};

const accountOf = (key: string, streams: Streams, verification: Verification): Account => {
  const of = (family: string) => streams.get(`${family}:${key}`) ?? [];
  const point = of('point');
  const check = of('check');
  return {
    chosen: lastOf(point, 'recoveryPointChosen')?.fact,
    pointFailure: lastOf(point, 'stepFailed')?.fact.because,
    ...{ restore: of('restore'), check, results: resultsIn(check), maxAgeSeconds: verification.maxAge },
  };
};

/** What one verification came to, by the streams of its ledger. */
export const buildResult = (named: Named, plan: DeployedPlan, streams: Streams): VerificationResult | undefined => {
  const verification = plan.restoreVerification.find(({ id }) => id === named.verification);
  if (verification === undefined) return undefined;
  const key = verificationKey(named);
  const account = accountOf(key, streams, verification);
  const { chosen, results } = account;
  return {
    ...named,
    ...sourceOf(verification),
    region: plan.regions[verification.region],
    ...judgeResult(account, isRestored(verification)),
    point: chosen?.point,
    considered: chosen?.considered ?? 0,
    passedOver: chosen?.passedOver ?? [],
    age: { limitSeconds: verification.maxAge, measuredSeconds: chosen?.ageSeconds },
    restore: isRestored(verification) ? measureRestore(account, verification.restore.within) : undefined,
    counts: countsOf(results),
    checks: [...results],
    copy: copyOf(account.restore, streams.get(`discard:${key}`) ?? []),
  };
};
