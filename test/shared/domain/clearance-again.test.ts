import { describe, expect, it } from 'vitest';
import { RunbookName } from '../../../shared/contracts/fields.ts';
import type { FactOf } from '../../../shared/contracts/ledger-entry.ts';
import {
  acceptedForks,
  acceptedLoss,
  chosenRestore,
  isAwaitingDecision,
  isCleared,
} from '../../../shared/domain/recovery/clearance.ts';
import { entriesOf, type Told } from '../support/entries.ts';
import { given, openedFor, planOf, stepId } from '../support/plan.ts';

type Decided = FactOf<'decided'>;
type Answer = FactOf<'answered'>['answer'];

const base = planOf({ data: [given.promote] });
const restoreRunbook = RunbookName.parse('restore');
const plan = { ...base, response: { ...base.response, restoreRunbook } };
const opened: Told = ['run', openedFor(plan)];

const decided = (verdict: Decided['verdict'], change: Partial<Decided> = {}): Told => [
  'run',
  { type: 'decided', verdict, reason: 'why', evidence: {}, ...change },
];
const said = (answer: Answer): Told => ['run', { type: 'answered', answer, operator: 'Ada', reason: 'I looked' }];

const about = (...findings: object[]): Told =>
  decided('ask', {
    answers: ['acceptLoss', 'restore', 'refuse'],
    evidence: JSON.parse(JSON.stringify({ signals: [], steps: [], cannotBeUndone: [], findings })),
  });
const loss = (lossSeconds?: number) => ({
  stepId: 'database',
  level: 'excessLoss',
  text: 'too far behind',
  lossSeconds,
});
const fork = (resourceId: string) => ({ stepId: 'database', level: 'fork', text: 'alone', fork: { resourceId } });

const confirmed = (verdict: 'go' | 'doubt'): Told => [
  'run',
  { type: 'stageConfirmed', stage: stepId('data'), verdict, code: 'lost', reason: 'why', signals: [] },
];
const ask = decided('ask');
const yes = said('approve');

describe('a run that was decided on more than once', () => {
  it.each<{ cleared: boolean; when: string; told: readonly Told[] }>([
    { cleared: true, when: 'the last word is a go', told: [decided('refuse'), decided('proceed')] },
    { cleared: false, when: 'the last word is a refusal', told: [decided('proceed'), decided('refuse')] },
    { cleared: false, when: 'it is asked again, and nobody has answered yet', told: [ask, yes, ask] },
    { cleared: true, when: 'both questions were answered with yes', told: [ask, yes, ask, yes] },
    { cleared: false, when: 'the second one was answered with no', told: [ask, yes, ask, said('refuse')] },
    { cleared: true, when: 'the second one was answered with yes', told: [ask, said('refuse'), ask, yes] },
    { cleared: false, when: 'the first valid answer is no, whatever comes later', told: [ask, said('refuse'), yes] },
    { cleared: true, when: 'what came first was no answer to it', told: [ask, said('acceptLoss'), yes] },
    { cleared: false, when: 'a yes stood before the question', told: [yes, ask] },
    { cleared: false, when: 'nothing was decided', told: [yes] },
    { cleared: true, when: 'its stage was confirmed', told: [ask, yes, confirmed('go')] },
    { cleared: false, when: 'its stage is in doubt', told: [ask, yes, confirmed('doubt')] },
    {
      cleared: false,
      when: 'it is asked about a stage, and nobody has answered',
      told: [ask, yes, confirmed('doubt'), ask],
    },
    {
      cleared: true,
      when: 'it was asked about a stage, and answered with yes',
      told: [ask, yes, confirmed('doubt'), ask, yes],
    },
    {
      cleared: false,
      when: 'it was stopped before a stage',
      told: [decided('proceed'), confirmed('doubt'), decided('refuse')],
    },
  ])('is cleared: $cleared, when $when', ({ cleared, told }) => {
    expect(isCleared(entriesOf([opened, ...told]))).toBe(cleared);
  });
});

describe('a loss that was accepted before', () => {
  it.each<{ when: string; told: readonly Told[]; accepted: object }>([
    {
      when: 'something else is asked later',
      told: [about(loss(412)), said('acceptLoss'), ask, yes],
      accepted: { kind: 'upTo', seconds: 412 },
    },
    {
      when: 'more is asked for later, and nobody has answered',
      told: [about(loss(412)), said('acceptLoss'), about(loss(900))],
      accepted: { kind: 'upTo', seconds: 412 },
    },
    {
      when: 'more is accepted later',
      told: [about(loss(412)), said('acceptLoss'), about(loss(900)), said('acceptLoss')],
      accepted: { kind: 'upTo', seconds: 900 },
    },
    {
      when: 'less is accepted later',
      told: [about(loss(900)), said('acceptLoss'), about(loss(412)), said('acceptLoss')],
      accepted: { kind: 'upTo', seconds: 900 },
    },
    {
      when: 'one that nobody knew was accepted',
      told: [about(loss()), said('acceptLoss'), about(loss(412)), said('acceptLoss')],
      accepted: { kind: 'any' },
    },
    {
      when: 'it was refused later',
      told: [about(loss(412)), said('acceptLoss'), about(loss(900)), said('refuse')],
      accepted: { kind: 'upTo', seconds: 412 },
    },
    {
      when: 'only a fork was asked about',
      told: [about(fork('db-A')), said('acceptLoss')],
      accepted: { kind: 'none' },
    },
  ])('counts for what was stated when $when', ({ told, accepted }) => {
    expect(acceptedLoss(entriesOf([opened, ...told]))).toEqual(accepted);
  });
});

describe('a fork', () => {
  it.each<{ when: string; told: readonly Told[]; forks: readonly string[] }>([
    { when: 'a person took it when asked about it', told: [about(fork('db-A')), said('acceptLoss')], forks: ['db-A'] },
    { when: 'nobody has answered', told: [about(fork('db-A'))], forks: [] },
    { when: 'the answer is a restore', told: [about(fork('db-A')), said('restore')], forks: [] },
    { when: 'the question was about another one', told: [about(fork('db-B')), said('acceptLoss')], forks: ['db-B'] },
    { when: 'only a loss was accepted', told: [about(loss(412)), said('acceptLoss')], forks: [] },
    {
      when: 'any loss was accepted at the start: that says nothing about a fork',
      told: [decided('proceed')],
      forks: [],
    },
    {
      when: 'it was found at the next question only',
      told: [about(loss(412)), said('acceptLoss'), about(fork('db-A')), said('refuse')],
      forks: [],
    },
  ])('is accepted by name or not: $when', ({ told, forks }) => {
    const start: Told = ['run', openedFor(plan, { acceptDataLoss: true })];
    expect(acceptedForks(entriesOf([start, ...told]))).toEqual(forks);
  });
});

describe('a restore that was chosen', () => {
  const chosen = [opened, about(loss(412)), said('restore')];

  it('is decided on anew, and then no more', () => {
    expect(isAwaitingDecision(entriesOf(chosen))).toBe(true);
    expect(isCleared(entriesOf(chosen))).toBe(true);
    expect(isAwaitingDecision(entriesOf([...chosen, ask]))).toBe(false);
    expect(isCleared(entriesOf([...chosen, ask]))).toBe(false);
  });

  it('stays chosen whatever is asked and answered later', () => {
    for (const later of [[], [ask], [ask, yes], [decided('proceed')], [ask, said('refuse')]])
      expect(chosenRestore(entriesOf([...chosen, ...later]), plan)?.runbook).toBe(restoreRunbook);
  });
});
