import type { Call } from 'simulated-aws/call.ts';
import { describe, expect, it } from 'vitest';
import { createVisits } from './visits.ts';

const payload = (more: object) => JSON.stringify({ plan: 'shielda', ...more });

const invoke = (more: object = {}): Call => ({
  ...{ service: 'lambda', operation: 'Invoke', region: 'us-east-1', requestId: 'test' },
  principal: { kind: 'role', role: 'arn:aws:iam::111122223333:role/DetectRole', session: 'lifeboat-dev-detect' },
  input: { FunctionName: 'lifeboat-dev-weighSignals', Payload: new TextEncoder().encode(payload(more)) },
});

const done = JSON.stringify({ verdict: 'wait' });

/** An order, what Lambda says of it, and whether that is heard; then the same order again. */
const visitAfter = (answer: string | undefined, isHeard = true): number => {
  const visits = createVisits();
  visits.called(invoke());
  if (!isHeard) visits.answerLost(invoke());
  if (answer !== undefined) visits.answered('lifeboat-dev-weighSignals', payload({}), answer);
  return visits.called(invoke({ retries: 1 })).visit;
};

describe('the visits of a function', () => {
  it.each([
    { when: 'the call came to nothing', answer: undefined, visit: 1 },
    { when: 'the function failed', answer: JSON.stringify({ errorType: 'TimeoutError', errorMessage: '' }), visit: 1 },
    { when: 'the function vanished', answer: '', visit: 1 },
    { when: 'its answer was heard', answer: done, visit: 2 },
  ])('are $visit when the same is ordered again after $when', ({ answer, visit }) => {
    expect(visitAfter(answer)).toBe(visit);
  });

  it('are one when the same is ordered again since nobody heard the answer', () => {
    expect(visitAfter(done, false)).toBe(1);
  });

  it('are two when another thing is ordered', () => {
    const visits = createVisits();
    expect([invoke(), invoke({ since: '2026-01-05T03:00:00.000Z' })].map((call) => visits.called(call).visit)).toEqual([
      1, 2,
    ]);
  });

  it('count on from a lost answer when the repetition is heard', () => {
    const visits = createVisits();
    visits.called(invoke());
    visits.answerLost(invoke());
    for (const retries of [0, 1]) {
      visits.answered('lifeboat-dev-weighSignals', payload({ retries }), done);
      visits.called(invoke({ retries }));
    }
    expect(visits.called(invoke()).visit).toBe(2);
  });
});

describe('what a call is about', () => {
  const look = (more: object) => invoke({ runId: 'run-1', stepId: 'database', ...more });
  const call: Call = {
    ...{ service: 'rds', operation: 'DescribeDBInstances', region: 'us-east-1', requestId: 'test', input: {} },
    principal: { kind: 'role', role: 'arn:aws:iam::111122223333:role/W', session: 'lifeboat-dev-weighSignals' },
  };
  /** Two looks, one after the other; what each and its call is about. */
  const subjects = (...looks: readonly object[]): string[] => {
    const visits = createVisits();
    return looks.flatMap((more) => {
      const of = [visits.called(look(more)).subject, visits.called(call).subject];
      const { stepId = 'database' } = { stepId: 'database', ...more };
      visits.answered('lifeboat-dev-weighSignals', payload({ runId: 'run-1', stepId, ...more }), done);
      return of;
    });
  };

  it('is the same at each look at one step', () => {
    const all = subjects({ used: 11, lookedAt: '2026-01-05T03:00:00.000Z' }, { used: 22, retries: 1 });
    expect(new Set(all).size).toBe(1);
  });

  it('is another thing at another step', () => {
    const all = subjects({}, { stepId: 'other' });
    expect(new Set(all).size).toBe(2);
  });

  it('is of its own while several invocations of the function are at work', () => {
    const visits = createVisits();
    visits.called(look({ used: 11 }));
    visits.called(look({ used: 22 }));
    const during = visits.called(call).subject;
    visits.answered('lifeboat-dev-weighSignals', payload({ runId: 'run-1', stepId: 'database', used: 11 }), done);
    expect(visits.called(call).subject).not.toBe(during);
  });
});
