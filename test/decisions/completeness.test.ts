import { describe, expect, it } from 'vitest';
import { DetectionCode } from '../../shared/contracts/detection/detect.ts';
import { recoveryCodes } from '../../shared/domain/recovery/recovery-concerns.ts';
import { readCases } from './read-cases.ts';

const cases = readCases();
const expected = cases.flatMap(({ expect: { verdicts } }) => verdicts);
const reasons = expected.map(({ because }) => because).filter((because) => because !== '');

/** Every reason for which a stage does not begin; the table of confirm-stage has those for which it does. */
const doubts = ['wellAgain', 'disputed', 'silenced', 'stale'] as const;

/** Every reason that judge-start gives, as it begins to say it. */
const startReasons = [
  'the plan has no runbook',
  'compare planHash',
  'asks for less caution than the plan',
  'only a named operator may ask for bypassHoldDown',
  'only a named operator may ask for acceptDataLoss',
  'detectedAt lies in the future',
  'the kill switch is set',
  'nothing starts by itself until a person has acknowledged it',
  'a named operator may start it with bypassHoldDown',
] as const;

/** Every reason that judge-lag gives against a promotion. */
const lagReasons = [
  'above the limit of',
  'CloudWatch has no ReplicaLag before the outage',
  "CloudWatch's last ReplicaLag is of",
  'was -1: it did not replicate',
] as const;

/** Numbers that the list of faults leaves out, and what there is no decision about yet: verification, Aurora. */
const elsewhere = ['A11', 'A14', 'B7', 'B13', 'B15', 'B21'];
const faultsOf = (group: string, last: number): string[] =>
  Array.from({ length: last }, (_, index) => `${group}${index + 1}`).filter((fault) => !elsewhere.includes(fault));

describe('the decision table as a whole', () => {
  it('has at least 120 cases, each with a title of its own', () => {
    expect(cases.length).toBeGreaterThanOrEqual(120);
    expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
  });

  it.each(DetectionCode.options)('has a case in which detection says %s', (code) => {
    expect(expected.some(({ line }) => / detect \w+ \w+$/.test(line) && line.endsWith(` ${code}`))).toBe(true);
  });

  it.each(recoveryCodes)('has a case in which a run is decided by %s', (code) => {
    expect(expected.some(({ line }) => / recover \w+ \w+$/.test(line) && line.endsWith(` ${code}`))).toBe(true);
  });

  it.each(doubts)('has a case in which a stage is doubted since %s', (code) => {
    expect(expected.some(({ line }) => / confirm \w+ \w+$/.test(line) && line.endsWith(` ${code}`))).toBe(true);
  });

  it.each(startReasons)('has a case in which a start is refused since: %s', (reason) => {
    expect(reasons.some((because) => because.includes(reason))).toBe(true);
  });

  it.each(lagReasons)('has a case in which a promotion waits for a person since: %s', (reason) => {
    expect(reasons.some((because) => because.includes(reason))).toBe(true);
  });

  it('names every fault of detection and decision that is a matter of decisions', () => {
    const named = new Set(cases.flatMap(({ faults }) => faults));
    expect([...faultsOf('A', 18), ...faultsOf('B', 20), 'B22', 'B25'].filter((fault) => !named.has(fault))).toEqual([]);
  });

  it('has cases that promote and cases that do not', () => {
    const promoting = cases.filter(({ expect: { calls } }) => calls.some((call) => call.includes('rds:Promote')));
    expect(promoting.length).toBeGreaterThan(20);
    expect(cases.length - promoting.length).toBeGreaterThan(50);
  });
});
