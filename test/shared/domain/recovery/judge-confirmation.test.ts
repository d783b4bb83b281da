import { describe, expect, it } from 'vitest';
import type { SignalReading, SignalState } from '../../../../shared/contracts/detection/signal-reading.ts';
import {
  type ConfirmFacts,
  confirmationCodes,
  confirmUnasked,
  judgeConfirmation,
  staleAssessment,
} from '../../../../shared/domain/recovery/judge-confirmation.ts';
import { at, entriesOf, type Told } from '../../support/entries.ts';
import { given, planOf, stepId } from '../../support/plan.ts';

const plan = planOf({ fence: [given.fence], data: [given.promote] });
const reading = (state: SignalState, vantage: string, change: Partial<SignalReading> = {}): SignalReading => ({
  signal: `as seen from ${vantage}`,
  vantage,
  state,
  answer: `${vantage} says ${state}`,
  at: '2026-01-05T03:00:00.000Z',
  ...change,
});
const bad = reading('bad', 'route53');
const badInside = reading('bad', 'us-west-2');
const good = reading('good', 'us-east-1');
const goodInside = reading('good', 'us-west-2');
const stale = reading('stale', 'us-east-1');
const muted = { silenced: 'muted by rule wait' };

const outage = [bad, badInside, stale];

const facts: ConfirmFacts = {
  opened: {},
  plan,
  runbookKind: 'failover',
  decided: { code: 'quorum', signals: outage },
  signals: outage,
};

type Row = Readonly<{ verdict: string; code: string; when: string; change: Partial<ConfirmFacts>; reason: RegExp }>;

const rows: readonly Row[] = [
  { verdict: 'go', code: 'lost', when: 'the quorum stands', change: {}, reason: /still lost: .*route53 says bad/ },
  {
    verdict: 'go',
    code: 'lost',
    when: 'one signal and the person who started the run say so',
    change: { opened: { operator: 'Ada' }, signals: [badInside, good] },
    reason: /still lost/,
  },
  {
    verdict: 'go',
    code: 'lost',
    when: 'the quorum stands, though one outside sees it answer',
    change: { signals: [bad, badInside, good] },
    reason: /still lost/,
  },
  { verdict: 'go', code: 'unclear', when: 'no signal says anything', change: { signals: [stale] }, reason: /stands/ },
  { verdict: 'go', code: 'unclear', when: 'there is no signal', change: { signals: [] }, reason: /stands/ },
  {
    verdict: 'go',
    code: 'unclear',
    when: 'one is still bad and only the Region itself sees it answer',
    change: { signals: [bad, goodInside] },
    reason: /no signal says that the service is well/,
  },
  {
    verdict: 'doubt',
    code: 'wellAgain',
    when: 'all that was bad is well',
    change: { signals: [goodInside, good, stale] },
    reason: /well again: .*us-east-1 says good/,
  },
  {
    verdict: 'doubt',
    code: 'wellAgain',
    when: 'it was decided while nobody could tell, and now it is seen to be well',
    change: { decided: { code: 'noQuorum', signals: [stale] }, signals: [good] },
    reason: /well again/,
  },
  {
    verdict: 'doubt',
    code: 'wellAgain',
    when: 'it was decided while it was disputed, and now nobody says that it is lost',
    change: { decided: { code: 'disputed', signals: [bad, good] }, signals: [good] },
    reason: /well again/,
  },
  {
    verdict: 'doubt',
    code: 'disputed',
    when: 'the quorum is gone and one outside sees it answer',
    change: { signals: [bad, good] },
    reason: /the quorum is gone/,
  },
  {
    verdict: 'go',
    code: 'known',
    when: 'it was seen to be well at the decision, too',
    change: { decided: { code: 'disputed', signals: [good, goodInside] }, signals: [good] },
    reason: /as it was at the decision/,
  },
  {
    verdict: 'go',
    code: 'known',
    when: 'it is disputed, as it was at the decision',
    change: { decided: { code: 'disputed', signals: [bad, good] }, signals: [bad, good] },
    reason: /as it was at the decision/,
  },
  {
    verdict: 'doubt',
    code: 'silenced',
    when: 'somebody has silenced all alarms since it was decided without asking anybody',
    change: { signals: [{ ...bad, ...muted }, badInside] },
    reason: /muted by rule wait/,
  },
  {
    verdict: 'go',
    code: 'lost',
    when: 'they are silenced, and a person has said yes',
    change: {
      decided: { code: 'silenced', signals: [{ ...bad, ...muted }] },
      signals: [{ ...bad, ...muted }, badInside],
    },
    reason: /still lost/,
  },
  {
    verdict: 'doubt',
    code: 'wellAgain',
    when: 'a restore was chosen in an outage that is over',
    change: { runbookKind: 'recovery', decided: { code: 'chosen', signals: outage }, signals: [good] },
    reason: /well again/,
  },
  {
    verdict: 'go',
    code: 'known',
    when: 'a restore is made for another reason than an outage, and somebody said yes while it answered',
    change: { runbookKind: 'recovery', decided: { code: 'well', signals: [good] }, signals: [good, goodInside] },
    reason: /seen to answer/,
  },
  {
    verdict: 'doubt',
    code: 'wellAgain',
    when: 'a restore was let go while nobody could tell, and now it is seen to be well',
    change: { runbookKind: 'recovery', decided: { code: 'noQuorum', signals: [stale] }, signals: [good] },
    reason: /well again/,
  },
];

describe('a stage that closes or takes over', () => {
  it.each(rows)('is $verdict by $code when $when', ({ change, verdict, code, reason }) => {
    const confirmation = judgeConfirmation({ ...facts, ...change });
    expect(confirmation).toMatchObject({ verdict, code });
    expect(confirmation.reason).toMatch(reason);
  });

  it.each([
    {
      when: 'its run has closed or taken over',
      course: { cannotStop: true, runbookKind: 'failover' as const, decidedBy: 'quorum' },
      code: 'onward',
    },
    {
      when: 'it is of a switchover',
      course: { cannotStop: false, runbookKind: 'switchover' as const, decidedBy: 'well' },
      code: 'planned',
    },
    {
      when: 'it is of a failback',
      course: { cannotStop: false, runbookKind: 'failback' as const, decidedBy: 'approvalMode' },
      code: 'planned',
    },
  ])('begins unasked when $when', ({ course, code }) => {
    expect(confirmUnasked(course)).toMatchObject({ verdict: 'go', code });
  });

  it.each(['failover', 'recovery', 'switchover', 'failback'] as const)(
    'of a %s that the signals alone let go, and that can still stop, is asked about',
    (runbookKind) => {
      expect(confirmUnasked({ cannotStop: false, runbookKind, decidedBy: 'quorum' })).toBeUndefined();
    },
  );

  it.each(['failover', 'recovery'] as const)('of a %s is asked about, whoever let it go', (runbookKind) => {
    expect(confirmUnasked({ cannotStop: false, runbookKind, decidedBy: 'approvalMode' })).toBeUndefined();
  });

  it('has a case for every code', () => {
    expect(new Set([...rows.map(({ code }) => code), 'onward', 'planned', 'stale'])).toEqual(
      new Set(confirmationCodes),
    );
  });
});

describe('what the steps were found to be', () => {
  const assessed: Told = ['assess:fenceDatabase', { type: 'assessed', kind: 'fenceDatabase', steps: 1, findings: [] }];
  const asked: Told = [
    'run',
    { type: 'stageConfirmed', stage: stepId('fence'), verdict: 'doubt', code: 'stale', reason: 'old', signals: [] },
  ];
  const answered: Told = ['run', { type: 'answered', answer: 'approve', operator: 'Ada', reason: 'so' }];

  it.each<{ when: string; told: readonly Told[]; seconds: number; isStale: boolean }>([
    { when: 'it is two minutes old', told: [assessed], seconds: 120, isStale: false },
    { when: 'it is older', told: [assessed], seconds: 121, isStale: true },
    { when: 'nobody has looked', told: [answered], seconds: 600, isStale: false },
    {
      when: 'it was asked for three times in vain',
      told: [assessed, asked, asked, asked],
      seconds: 600,
      isStale: false,
    },
    {
      when: 'it was, and a person has answered since',
      told: [assessed, asked, asked, asked, answered],
      seconds: 600,
      isStale: true,
    },
  ])('is asked anew before the first act where $when: $isStale', ({ told, seconds, isStale }) => {
    expect(staleAssessment(entriesOf(told), at(seconds))?.code).toBe(isStale ? 'stale' : undefined);
  });
});
