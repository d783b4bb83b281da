import { describe, expect, it } from 'vitest';
import { judgeProof } from '../../../../shared/domain/recovery/judge-proof.ts';
import { entriesOf, facts, type Told } from '../../support/entries.ts';
import { failover, given, openedFor, planOf } from '../../support/plan.ts';

const plan = planOf({
  data: [given.promote],
  application: [{ ...given.scale, required: false }],
  proof: [given.check],
});

const opened: Told = ['run', openedFor(plan)];
const promoted: readonly Told[] = [
  ['step:database', facts.started],
  ['step:database', facts.intent],
  ['step:database', facts.accepted],
  ['step:database', facts.done],
];
const scaled: readonly Told[] = [
  ['step:tasks', facts.started],
  ['step:tasks', facts.done],
];
const checked: readonly Told[] = [
  ['step:health', facts.started],
  ['step:health', facts.done],
];

const prove = (told: readonly Told[], change: Partial<Parameters<typeof judgeProof>[0]> = {}) =>
  judgeProof({
    plan,
    runbook: failover(plan),
    opened: openedFor(plan),
    entries: entriesOf([opened, ...told]),
    chainFault: undefined,
    ...change,
  });

describe('the proof', () => {
  it.each<{ when: string; told: readonly Told[]; verdict: string; reason: RegExp }>([
    {
      when: 'every required step is done and checked after the last change',
      told: [...promoted, ...scaled, ...checked],
      verdict: 'succeeded',
      reason: /checks begun after the last change passed/,
    },
    {
      when: 'a step that is not required failed',
      told: [...promoted, ['step:tasks', facts.started], ['step:tasks', facts.failed], ...checked],
      verdict: 'succeeded',
      reason: /every required step/,
    },
    {
      when: 'the world was already as wanted',
      told: [['step:database', facts.started], ['step:database', facts.done], ...scaled, ...checked],
      verdict: 'succeeded',
      reason: /every required step/,
    },
    {
      when: 'a retry went well after a failure',
      told: [['step:database', facts.started], ['step:database', facts.failed], ...promoted, ...scaled, ...checked],
      verdict: 'succeeded',
      reason: /every required step/,
    },
    {
      when: 'a required step failed before anything was changed',
      told: [
        ['step:database', facts.started],
        ['step:database', facts.failed],
      ],
      verdict: 'failed',
      reason: /not done: database, health; nothing was changed/,
    },
    {
      when: 'a required step failed and its call was rejected',
      told: [
        ['step:database', facts.started],
        ['step:database', facts.intent],
        ['step:database', facts.rejected],
        ['step:database', facts.failed],
      ],
      verdict: 'failed',
      reason: /nothing was changed/,
    },
    {
      when: 'a required step was not done after others had made changes',
      told: [...promoted, ['step:health', facts.started], ['step:health', facts.failed]],
      verdict: 'partiallyDone',
      reason: /not done: health; other steps have made changes/,
    },
    {
      when: 'an operator skipped a required step',
      told: [...promoted, ['step:health', facts.skipped]],
      verdict: 'partiallyDone',
      reason: /not done: health/,
    },
    {
      when: 'the answer to the last call of a failed step was lost',
      told: [
        ['step:database', facts.intent],
        ['step:database', facts.unknown],
        ['step:database', facts.failed],
      ],
      verdict: 'unknown',
      reason: /what the last call of database did is not known/,
    },
    {
      when: 'the step died between intent and outcome',
      told: [
        ['step:database', facts.intent],
        ['step:database', facts.failed],
      ],
      verdict: 'unknown',
      reason: /is not known/,
    },
    {
      when: 'a required step is done without evidence',
      told: [['step:database', facts.started], ['step:database', facts.bare], ...checked],
      verdict: 'unknown',
      reason: /without evidence: database/,
    },
    {
      when: 'the check was begun before the last change',
      told: [['step:health', facts.started], ...promoted, ['step:health', facts.done]],
      verdict: 'unknown',
      reason: /no check was begun after the last change/,
    },
    {
      when: 'nothing happened',
      told: [],
      verdict: 'failed',
      reason: /not done: database, health; nothing was changed/,
    },
  ])('is $verdict when $when', ({ told, verdict, reason }) => {
    const proof = prove(told);
    expect(proof.reason).toMatch(reason);
    expect(proof.verdict).toBe(verdict);
  });

  it('is unknown when the ledger is not whole, whatever it says', () => {
    const proof = prove([...promoted, ...checked], { chainFault: 'entry 1 of run is not what was written' });
    expect(proof).toEqual({ verdict: 'unknown', reason: expect.stringContaining('entry 1 of run') });
  });

  it('is unknown when another version of the plan has been deployed', () => {
    expect(prove([...promoted, ...checked], { plan: { ...plan, hash: 'another' } })).toMatchObject({
      verdict: 'unknown',
    });
  });

  it('is unknown when the runbook has no check at all', () => {
    const blind = planOf({ data: [given.promote] });
    expect(prove(promoted, { plan: blind, runbook: failover(blind) })).toMatchObject({ verdict: 'unknown' });
  });
});

describe('the proof of a dry run', () => {
  const dry = { opened: openedFor(plan, { dryRun: true }) };
  const withheld: readonly Told[] = [
    ['step:database', facts.started],
    ['step:database', facts.withheld],
    ['step:database', facts.done],
  ];

  it('says that nothing was changed when every step could be carried out', () => {
    const proof = prove([...withheld, ...checked], dry);
    expect(proof.verdict).toBe('succeeded');
    expect(proof.reason).toMatch(/^Dry run, nothing was changed or recovered/);
  });

  it('fails when a required step could not be carried out', () => {
    const proof = prove([...withheld, ['step:health', facts.failed]], dry);
    expect(proof.verdict).toBe('failed');
    expect(proof.reason).toMatch(/^Dry run, nothing was changed: required steps were not done: health/);
  });

  it.each(['refuse', 'ask'] as const)('says first that the run itself would %s', (verdict) => {
    const withoutDryRun = { verdict, code: 'forked', reason: 'the standby has gone its own way' };
    const decided: Told = [
      'run',
      { type: 'decided', verdict: 'proceed', code: 'dryRun', reason: 'dry', evidence: {}, withoutDryRun },
    ];
    const would = `without it the run would ${verdict} (forked): the standby has gone its own way; `;
    expect(prove([decided, ...withheld, ...checked], dry).reason).toBe(
      `Dry run, nothing was changed or recovered: ${would}every required step could be carried out.`,
    );
    expect(prove([decided, ...withheld, ['step:health', facts.failed]], dry).reason).toBe(
      `Dry run, nothing was changed: ${would}required steps were not done: health; nothing was changed`,
    );
  });

  it('says nothing more where the run itself would go on', () => {
    const withoutDryRun = { verdict: 'proceed', code: 'quorum', reason: 'the service is lost' } as const;
    const decided: Told = [
      'run',
      { type: 'decided', verdict: 'proceed', code: 'dryRun', reason: 'dry', evidence: {}, withoutDryRun },
    ];
    expect(prove([decided, ...withheld, ...checked], dry).reason).toBe(
      'Dry run, nothing was changed or recovered: every required step could be carried out.',
    );
  });
});

describe('a fence that is made once more at the end', () => {
  const fenced = planOf({ fence: [given.fence], data: [given.promote], proof: [given.check] });
  const closed: readonly Told[] = [
    ['step:fence', facts.started],
    ['step:fence', facts.intent],
    ['step:fence', facts.accepted],
    ['step:fence', facts.done],
  ];
  const told = [...closed, ...promoted, ...checked, ['step:fence', { type: 'lookDue', attempt: 1 }]] as const;
  const proofOf = (more: readonly Told[]) =>
    prove([...told, ...more], { plan: fenced, runbook: failover(fenced), opened: openedFor(fenced) });

  it('says nothing against a check of the new side', () => {
    expect(proofOf(closed)).toMatchObject({ verdict: 'succeeded' });
  });

  it('is missed where nobody has looked once more', () => {
    expect(proofOf([])).toMatchObject({ verdict: 'partiallyDone', reason: expect.stringContaining('fence') });
  });
});
