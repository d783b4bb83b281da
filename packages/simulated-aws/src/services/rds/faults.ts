import { AwsFault } from '../../call.ts';

export const instanceNotFound = (id: string): AwsFault =>
  new AwsFault('DBInstanceNotFoundFault', `DBInstance ${id} not found.`, { status: 404 });

export const invalidState = (message: string): AwsFault => new AwsFault('InvalidDBInstanceStateFault', message);

/** Not in the SDK's model of RDS: a client sees an error of this name without a class of its own. */
export const invalidValue = (message: string): AwsFault => new AwsFault('InvalidParameterValue', message);

export const invalidCombination = (message: string): AwsFault => new AwsFault('InvalidParameterCombination', message);
