import { expect, it } from 'vitest';
import { watchVerifications } from '../../../functions/watch-verifications/watch-verifications.ts';
import { RunId, VerificationId } from '../../../shared/contracts/fields.ts';
import type { VerifiedStates } from '../../../shared/contracts/verification/verified.ts';
import type { Verified } from '../../../shared/control/verified.ts';
import { verifiedPlan } from '../verification/plan.ts';

const plan = verifiedPlan('instance');
const id = VerificationId.parse('database');
const day = 86_400;

const world = () => {
  let states: VerifiedStates = {};
  const ages: number[] = [];
  const verified: Verified = {
    read: async () => states,
    change: async (_, by) => {
      states = by(states);
      return states;
    },
  };
  const at = (days: number) => new Date(Date.parse('2026-01-05T03:00:00Z') + days * day * 1000).toISOString();
  const watch = (days: number) =>
    watchVerifications(
      {},
      { plans: { orders: plan }, verified, publish: async (age) => void ages.push(age), now: () => at(days) },
    );
  const pass = (days: number) => {
    const before = states[id] ?? { watchedSince: at(days), passed: [] };
    states = {
      ...states,
      [id]: { ...before, passed: [{ runId: RunId.parse('verify-1'), at: at(days) }, ...before.passed] },
    };
  };
  return { ages, watch, pass };
};

it('counts from the last proof, and before the first one from when it was first looked for', async () => {
  const { ages, watch, pass } = world();
  await watch(0);
  await watch(9);
  pass(10);
  await watch(11);
  expect(ages.map((seconds) => seconds / day)).toEqual([0, 9, 1]);
});
