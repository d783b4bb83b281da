import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { getParameter, getParameters } from './get-parameters.ts';
import { arnOf, findParameter, type ParameterType, type Store } from './parameter.ts';
import { putParameter } from './put-parameter.ts';

type ParameterSpec = Readonly<{ region: string; name: string; value: string; type?: ParameterType }>;

export type Ssm = SimulatedService &
  Readonly<{
    addParameter: (spec: ParameterSpec) => Readonly<{ arn: string }>;
    /** The current value, without a call. */
    inspect: (at: { region: string; name: string }) => string | undefined;
  }>;

const addParameter = (store: Store, { region, name, value, type = 'String' }: ParameterSpec) => {
  if (findParameter(store, region, name) !== undefined)
    throw new Error(`parameter ${name} exists already in ${region}`);
  store.parameters.push({ region, name, type, history: [{ version: 1, value, changedAt: store.world.clock.now() }] });
  return { arn: arnOf(store.world, region, name) };
};

/**
 * The Parameter Store of Systems Manager, after docs.aws.amazon.com/systems-manager/latest/APIReference: String and
 * StringList of the standard tier, versions, overwriting. SecureString (it needs KMS), labels, policies, allowed patterns,
 * tags, the advanced tier, hierarchies, deletion, and all else of Systems Manager are not modelled: NotSimulated.
 */
export const createSsm = (world: World): Ssm => {
  const store: Store = { world, parameters: [] };
  /** Whatever version is asked for, IAM sees the parameter. */
  const arn = (reference: string, { region }: Call): string => {
    const name = reference.replace(/:\d+$/, '');
    return name.startsWith('arn:') ? name : arnOf(world, region, name);
  };
  const one = ({ Name = '*' }: { Name?: string }, call: Call) => [arn(Name, call)];
  return {
    name: 'ssm',
    operations: {
      GetParameter: getParameter(store),
      GetParameters: getParameters(store),
      PutParameter: putParameter(store),
    },
    resources: {
      GetParameter: one,
      PutParameter: one,
      GetParameters: ({ Names = [] }: { Names?: string[] }, call: Call) => Names.map((name) => arn(name, call)),
    },
    addParameter: (spec) => addParameter(store, spec),
    inspect: ({ region, name }) => findParameter(store, region, name)?.history.at(-1)?.value,
  };
};
