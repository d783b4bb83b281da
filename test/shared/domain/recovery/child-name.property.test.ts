import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RunId, StepId } from '../../../../shared/contracts/fields.ts';
import { childName } from '../../../../shared/domain/recovery/child-name.ts';

const runIds = fc.stringMatching(/^[A-Za-z0-9_-]{1,80}$/).map((text) => RunId.parse(text));
const stepIds = fc.stringMatching(/^[a-z][a-z0-9-]{0,40}$/).map((text) => StepId.parse(text));
const attempts = fc.integer({ min: 1, max: 99 });

it('is a name that Step Functions takes and that ends with the step and, from the second on, with its attempt', () => {
  fc.assert(
    fc.property(runIds, stepIds, attempts, (run, step, attempt) => {
      const name = childName(run, step, attempt);
      expect(name).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
      expect(name.endsWith(attempt === 1 ? `_${step}` : `_${step}_${attempt}`)).toBe(true);
    }),
  );
});

it('differs when run, step or attempt differ', () => {
  const all = fc.tuple(runIds, stepIds, attempts);
  fc.assert(
    fc.property(all, all, (one, other) => {
      fc.pre(one.join('/') !== other.join('/'));
      expect(childName(...one)).not.toBe(childName(...other));
    }),
  );
});

it('does not confuse a dash of the run with one of the step, nor an attempt with a step', () => {
  const name = (run: string, step: string, attempt = 1) => childName(RunId.parse(run), StepId.parse(step), attempt);
  expect(name('x', 'y-z')).not.toBe(name('x-y', 'z'));
  expect(name('x_y', 'z')).not.toBe(name('x', 'y-z'));
  expect(name('x', 'y', 2)).toBe('x_y_2');
  expect(name('x_y', 'z', 2)).not.toBe(name('x', 'y-z', 2));
});
