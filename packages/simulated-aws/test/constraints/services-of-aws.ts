import { createAws } from '../../src/aws.ts';
import type { Call } from '../../src/call.ts';
import type { Clock } from '../../src/clock/clock.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';
import { refusalOf } from '../../src/constraints/constraints.ts';
import { createDispatch } from '../../src/dispatch.ts';
import { createFaults } from '../../src/faults/faults.ts';
import { createRandom } from '../../src/random.ts';
import type { SimulatedService } from '../../src/service.ts';

const isService = (value: unknown): value is SimulatedService =>
  typeof value === 'object' && value !== null && 'name' in value && 'operations' in value;

/** An account with nothing in it, and the services of it as the dispatch sees them. */
export const servicesOfAws = (clock: Clock) => {
  const aws = createAws({ clock });
  return { services: Object.values(aws).filter(isService), close: aws.close };
};

/** Calls of an operator to these services, past no wire. */
export const dispatchOf = (services: readonly SimulatedService[]) => {
  const clock = createVirtualClock();
  const dispatch = createDispatch({
    ...{ services, clock, faults: createFaults(clock, createRandom(1)), examine: refusalOf },
    ...{ authorise: () => undefined, isSilent: () => false, tell: () => undefined },
  });
  const principal = { kind: 'operator', name: 'ada' } as const;
  return (service: string, operation: string, input: Call['input']) =>
    dispatch({ service, operation, region: 'us-east-1', requestId: 'r', principal, input });
};
