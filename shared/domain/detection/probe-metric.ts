import type { PlanName } from '../../contracts/fields.ts';

/** Where ProbeEndpoints writes what it saw: 1 for an ask that failed, 0 for one that was answered as it should be. */
export const probeMetric = { namespace: 'Lifeboat', name: 'ProbeFailed' } as const;

/** A probe is known by its place among the plan's signals. */
export const probeDimensions = (plan: PlanName, index: number) => ({ Plan: plan, Signal: String(index) });

/** How the name of the alarm on a probe ends; the stack that makes it puts its own name and stage before. */
export const probeAlarmEnd = (plan: PlanName, index: number): string => `-probe-${plan}-${index}`;
