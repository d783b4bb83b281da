import type { WorldEvent } from 'simulated-aws/world.ts';

/** Services in which the stack keeps its own account of a run, its metrics too. */
const own = /^(dynamodb|sns|states|lambda|kms|monitoring)$/;

/** Operations that changed something of the plan's, in their order. */
export const mutations = (events: readonly WorldEvent[]): string[] =>
  events.flatMap((event) => {
    if (event.kind !== 'call' || event.error !== undefined || own.test(event.service)) return [];
    const isOurs = event.principal.startsWith('lifeboat-') && !event.principal.endsWith('recordOutcome');
    return isOurs && !/^(Describe|Get|Head|List)/.test(event.operation) ? [event.operation] : [];
  });
