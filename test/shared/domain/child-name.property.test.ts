import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RunId, StepId } from '../../../shared/contracts/fields.ts';
import { childName } from '../../../shared/domain/child-name.ts';

const runIds = fc.stringMatching(/^[A-Za-z0-9_-]{1,80}$/).map((text) => RunId.parse(text));
const stepIds = fc.stringMatching(/^[a-z][a-z0-9-]{0,40}$/).map((text) => StepId.parse(text));

it('is a name that Step Functions takes and that ends with the step', () => {
  fc.assert(
    fc.property(runIds, stepIds, (run, step) => {
      const name = childName(run, step);
      expect(name).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
      expect(name.endsWith(`_${step}`)).toBe(true);
    }),
  );
});

it('differs when run or step differ', () => {
  fc.assert(
    fc.property(fc.tuple(runIds, stepIds), fc.tuple(runIds, stepIds), (one, other) => {
      fc.pre(one.join('/') !== other.join('/'));
      expect(childName(...one)).not.toBe(childName(...other));
    }),
  );
});

it('does not confuse a dash of the run with one of the step', () => {
  const name = (run: string, step: string) => childName(RunId.parse(run), StepId.parse(step));
  expect(name('x', 'y-z')).not.toBe(name('x-y', 'z'));
  expect(name('x_y', 'z')).not.toBe(name('x', 'y-z'));
});
