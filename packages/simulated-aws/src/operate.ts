import type { SimulatedAws } from './aws.ts';
import type { Output } from './call.ts';

type Request = Readonly<{
  service: string;
  region: string;
  operation: string;
  input?: Readonly<Record<string, unknown>>;
}>;

/** A call of a person at the console, who may do everything. In the SDK's own shapes. */
export const operate = (aws: Pick<SimulatedAws, 'world'>, { input = {}, ...call }: Request): Promise<Output> =>
  aws.world.dispatch({ ...call, input, requestId: 'console', principal: { kind: 'operator', name: 'operator' } });
