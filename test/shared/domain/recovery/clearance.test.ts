import { describe, expect, it } from 'vitest';
import { defined } from '../../../../shared/contracts/defined.ts';
import { RunbookName } from '../../../../shared/contracts/fields.ts';
import type { Fact, FactOf } from '../../../../shared/contracts/ledger-entry.ts';
import { acceptedLoss, chosenRestore, isCleared } from '../../../../shared/domain/recovery/clearance.ts';
import { entriesOf, type Told } from '../../support/entries.ts';
import { given, openedFor, planOf } from '../../support/plan.ts';

type Said = FactOf<'answered'>['answer'];

const plan = planOf({ data: [given.promote] });
const restoreRunbook = RunbookName.parse('restore');
const restoring = { ...plan, response: { ...plan.response, restoreRunbook } };

const evidenceOf = (...losses: (number | undefined)[]) => ({
  signals: [],
  steps: [],
  cannotBeUndone: [],
  findings: losses.map((lossSeconds) => ({
    stepId: 'database',
    level: 'excessLoss',
    text: 'too far behind',
    ...defined({ lossSeconds }),
  })),
});
const opened = (change: Parameters<typeof openedFor>[1] = {}): Told => ['run', openedFor(plan, change)];
const decided = (change: Partial<FactOf<'decided'>> = {}): Told => {
  const fact: Fact = { type: 'decided', verdict: 'ask', reason: 'why', evidence: evidenceOf(412), ...change };
  return ['run', fact];
};
const askedAboutLoss = (...losses: (number | undefined)[]) =>
  decided({ answers: ['acceptLoss', 'restore', 'refuse'], evidence: evidenceOf(...losses) });
const said = (answer: Said): Told => ['run', { type: 'answered', answer, operator: 'Ada', reason: 'I looked' }];

describe('a run', () => {
  it.each<{ cleared: boolean; when: string; told: readonly Told[] }>([
    { cleared: true, when: 'nobody has to be asked', told: [decided({ verdict: 'proceed' })] },
    { cleared: false, when: 'nobody has answered', told: [decided()] },
    { cleared: true, when: 'a person approves', told: [decided(), said('approve')] },
    { cleared: false, when: 'a person refuses', told: [decided(), said('refuse')] },
    {
      cleared: false,
      when: 'one person approves and another refuses',
      told: [decided(), said('approve'), said('refuse')],
    },
    { cleared: false, when: 'nobody was asked about a loss', told: [decided(), said('acceptLoss')] },
    { cleared: true, when: 'a person accepts the loss', told: [askedAboutLoss(412), said('acceptLoss')] },
    { cleared: true, when: 'a person wants a restore', told: [askedAboutLoss(412), said('restore')] },
    { cleared: false, when: 'a plain yes leaves open which way', told: [askedAboutLoss(412), said('approve')] },
    {
      cleared: false,
      when: 'it was refused whatever anybody says',
      told: [decided({ verdict: 'refuse' }), said('approve')],
    },
    { cleared: false, when: 'only a step was approved', told: [decided(), ['step:database', said('approve')[1]]] },
  ])('is cleared: $cleared, when $when', ({ cleared, told }) => {
    expect(isCleared(entriesOf([opened(), ...told]))).toBe(cleared);
  });
});

describe('the loss that is accepted', () => {
  it.each<{ when: string; told: readonly Told[]; accepted: object }>([
    { when: 'nobody was asked', told: [opened()], accepted: { kind: 'none' } },
    { when: 'it was accepted at the start', told: [opened({ acceptDataLoss: true })], accepted: { kind: 'any' } },
    {
      when: 'a number was stated',
      told: [opened(), askedAboutLoss(412), said('acceptLoss')],
      accepted: { kind: 'upTo', seconds: 412 },
    },
    {
      when: 'two promotions stated theirs',
      told: [opened(), askedAboutLoss(412, 700), said('acceptLoss')],
      accepted: { kind: 'upTo', seconds: 700 },
    },
    {
      when: 'one of two promotions could not say',
      told: [opened(), askedAboutLoss(412, undefined), said('acceptLoss')],
      accepted: { kind: 'any' },
    },
    {
      when: 'the answer was another',
      told: [opened(), askedAboutLoss(412), said('restore')],
      accepted: { kind: 'none' },
    },
    { when: 'the question was another', told: [opened(), decided(), said('acceptLoss')], accepted: { kind: 'none' } },
  ])('is $accepted.kind when $when', ({ told, accepted }) => {
    expect(acceptedLoss(entriesOf(told))).toEqual(accepted);
  });
});

describe('the restore', () => {
  it('is the runbook of the plan, and whose choice it was', () => {
    const entries = entriesOf([opened(), askedAboutLoss(412), said('restore')]);
    expect(chosenRestore(entries, restoring)).toEqual({
      runbook: restoreRunbook,
      because: 'Ada chose to restore: I looked',
    });
  });

  it.each<{ when: string; told: readonly Told[] }>([
    { when: 'the loss was accepted', told: [askedAboutLoss(412), said('acceptLoss')] },
    { when: 'it was not among the answers', told: [decided(), said('restore')] },
    { when: 'nobody has answered', told: [askedAboutLoss(412)] },
  ])('is not chosen when $when', ({ told }) => {
    expect(chosenRestore(entriesOf([opened(), ...told]), restoring)).toBeUndefined();
  });
});
