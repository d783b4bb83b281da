import { expect, it } from 'vitest';
import type { Fact } from '../../../../shared/contracts/ledger-entry.ts';
import { type StepState, summarise } from '../../../../shared/domain/recovery/summarise.ts';
import { entriesOf, facts, type Told } from '../../support/entries.ts';
import { stepId } from '../../support/plan.ts';

const asked = { type: 'asked', question: 'stepFailed', expiresAt: '2026-01-05T04:00:00Z', messageId: '1' } as const;
const answered = { type: 'answered', answer: 'retry', operator: 'Ada', reason: 'it is back' } as const;

it.each<{ told: Fact[]; state: StepState }>([
  { told: [], state: 'notStarted' },
  { told: [facts.started], state: 'running' },
  { told: [facts.started, facts.intent, facts.accepted, facts.waiting], state: 'running' },
  { told: [facts.started, facts.done], state: 'done' },
  { told: [facts.started, facts.done, facts.waiting], state: 'done' },
  { told: [facts.started, facts.failed], state: 'failed' },
  { told: [facts.started, facts.failed, asked, answered], state: 'failed' },
  { told: [facts.started, facts.failed, asked, answered, facts.started], state: 'running' },
  { told: [facts.started, facts.failed, asked, answered, facts.skipped], state: 'skipped' },
  { told: [facts.started, facts.failed, asked, answered, facts.aborted], state: 'aborted' },
])('finds a step $state after $told.length entries', ({ told, state }) => {
  const entries = entriesOf(told.map((fact): Told => ['step:database', fact]));
  expect(summarise(entries).stateOf(stepId('database'))).toBe(state);
});

const decided = (verdict: 'proceed' | 'ask' | 'refuse'): Told => [
  'run',
  { type: 'decided', verdict, reason: 'because', evidence: {} },
];
const answer = (given: 'approve' | 'refuse'): Told => [
  'run',
  { type: 'answered', answer: given, operator: 'Ada', reason: 'I looked' },
];

it.each<{ when: string; told: Told[]; isCleared: boolean }>([
  { when: 'nothing has been decided', told: [], isCleared: false },
  { when: 'the decision was to go on', told: [decided('proceed')], isCleared: true },
  { when: 'the decision was to ask', told: [decided('ask')], isCleared: false },
  { when: 'somebody was asked and approved', told: [decided('ask'), answer('approve')], isCleared: true },
  { when: 'somebody was asked and refused', told: [decided('ask'), answer('refuse')], isCleared: false },
  {
    when: 'the decision was to refuse, whoever approves',
    told: [decided('refuse'), answer('approve')],
    isCleared: false,
  },
])('is cleared: $isCleared when $when', ({ told, isCleared }) => {
  expect(summarise(entriesOf(told)).isCleared).toBe(isCleared);
});
