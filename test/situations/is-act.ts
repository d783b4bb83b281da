import type { WorldEvent } from 'simulated-aws/world.ts';

/** Services in which the stack keeps its own account of a run, and its own figures. */
const own = /^(dynamodb|sns|states|lambda|kms|logs|sqs)$/;
const recorder = /record(Outcome|Verification)$/;

export type CallEvent = Extract<WorldEvent, { kind: 'call' }>;

/** A call of the stack's that would change something of the plan's, whatever came of it. */
export const isAct = (event: WorldEvent): event is CallEvent =>
  event.kind === 'call' &&
  event.principal.startsWith('lifeboat-') &&
  !own.test(event.service) &&
  !/^(Describe|Get|Head|List|PutMetricData)/.test(event.operation) &&
  !recorder.test(event.principal);
