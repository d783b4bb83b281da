import { expect, it } from 'vitest';
import { checkDeadlines } from '../../../deployment/plans/check-deadlines.ts';
import { given, planOf } from '../../shared/support/plan.ts';

type Stages = Parameters<typeof planOf>[0];
const response = (approvalTimeout: string) => ({
  response: { mode: 'approval', runbook: 'failover', holdDown: '1h', approvalTimeout },
});

const check = (id: string, timeout = '5m', change: object = {}) => ({ ...given.check, id, timeout, ...change });
const many = (count: number, name: string) => Array.from({ length: count }, (_, index) => check(`${name}-${index}`));
const stages = (count: number, width: number): Stages =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`stage-${index}`, many(width, `s${index}`)]));

const said = (of: Stages, approvalTimeout = '30m') =>
  checkDeadlines(planOf(of, response(approvalTimeout)))
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('\n');

it.each<{ what: string; of: Stages; approvalTimeout?: string }>([
  { what: 'steps of minutes', of: { data: [given.promote], proof: [given.check] } },
  { what: 'a step that takes five hours and is asked about for half an hour', of: { data: [check('long', '5h')] } },
  {
    what: 'a step that takes 71 hours and asks nobody',
    of: { data: [check('long', '71h', { onFailure: 'stop' })] },
  },
  {
    what: 'a question of three hours',
    of: { call: [{ ...given.ask, askOperator: { question: 'Is it restored?', timeout: '3h' } }] },
  },
  { what: 'long steps side by side', of: { data: [check('one', '5h'), check('two', '5h'), check('three', '5h')] } },
  {
    what: 'stages that take seven days in all',
    of: { one: [check('a', '71h')], two: [check('b', '71h')], three: [check('c', '1d')] },
  },
  { what: 'a thousand steps in one stage', of: { data: many(1000, 'wide') } },
])('lets pass $what', ({ of, approvalTimeout }) => {
  expect(said(of, approvalTimeout)).toBe('');
});

it.each<{ what: string; of: Stages; approvalTimeout?: string; says: RegExp }>([
  {
    what: 'a step of three days',
    of: { data: [given.promote, check('long', '3d')] },
    says: /^runbooks\.failover\.stages\.0\.steps\.1: with the question after it the step may take 3 d; more than the 71 h 50 min that an execution of run-step has$/m,
  },
  {
    what: 'a step of three days that asks nobody',
    of: { data: [check('long', '3d', { onFailure: 'stop' })] },
    says: /^runbooks\.failover\.stages\.0\.steps\.0: .* 3 d;/m,
  },
  {
    what: 'a step whose question takes too long',
    of: { data: [check('short', '5m')] },
    approvalTimeout: '72h',
    says: /stages\.0\.steps\.0: .* 3 d;/m,
  },
  {
    what: 'a step that is too long a question',
    of: { call: [{ ...given.ask, askOperator: { question: 'Is it restored?', timeout: '3d' } }] },
    says: /stages\.0\.steps\.0: .* 3 d;/m,
  },
  {
    what: 'stages that take longer than a run has',
    of: { one: [check('a', '70h')], two: [check('b', '70h')], three: [check('c', '70h')] },
    says: /^runbooks\.failover\.stages: the approval and all stages with their questions may take 8 d 20 h; more than the 7 d 23 h that an execution of recover has$/m,
  },
  {
    what: 'more steps than the history of a run holds',
    of: stages(50, 40),
    says: /^runbooks\.failover\.stages: 2000 steps in stages of 40 or fewer fill the history/m,
  },
])('says what is wrong with $what', ({ of, approvalTimeout, says }) => {
  expect(said(of, approvalTimeout)).toMatch(says);
});
