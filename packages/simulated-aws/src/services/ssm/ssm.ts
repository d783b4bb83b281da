import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';
import { deleteParameter, deleteParameters } from './delete-parameters.ts';
import { getParameter, getParameters } from './get-parameters.ts';
import { describeParameters, getParameterHistory, getParametersByPath } from './list-parameters.ts';
import { arnOf, findParameter, type ParameterType, type Store } from './parameter.ts';
import { putParameter } from './put-parameter.ts';

type ParameterSpec = Readonly<{ region: string; name: string; value: string; type?: ParameterType }>;

export type Ssm = SimulatedService &
  Readonly<{
    addParameter: (spec: ParameterSpec) => Readonly<{ arn: string }>;
    /** The current value, without a call. */
    inspect: (at: { region: string; name: string }) => string | undefined;
  }>;

/**
 * AWS Systems Manager: its Parameter Store.
 *
 * Models: String and StringList of the standard tier, versions, overwriting, paths, deletion.
 * From: docs.aws.amazon.com/systems-manager/latest/APIReference
 * Not modelled: SecureString (it needs KMS), labels, policies, allowed patterns, tags, the advanced tier, who
 * changed what, and all else of Systems Manager.
 */
export function createSsm(world: World): Ssm {
  const store: Store = { world, parameters: [] };
  /** Whatever version is asked for, IAM sees the parameter. */
  const arn = (reference: string, { region }: Call): string => {
    const name = reference.replace(/:\d+$/, '');
    return name.startsWith('arn:') ? name : arnOf(world, region, name);
  };
  const one = ({ Name = '*' }: { Name?: string }, call: Call) => [arn(Name, call)];
  const many = ({ Names = [] }: { Names?: string[] }, call: Call) => Names.map((name) => arn(name, call));
  return {
    name: 'ssm',
    operations: {
      GetParameter: getParameter(store),
      GetParameters: getParameters(store),
      PutParameter: putParameter(store),
      DescribeParameters: describeParameters(store),
      GetParametersByPath: getParametersByPath(store),
      GetParameterHistory: getParameterHistory(store),
      DeleteParameter: deleteParameter(store),
      DeleteParameters: deleteParameters(store),
    },
    resources: {
      GetParameter: one,
      PutParameter: one,
      GetParameters: many,
      DeleteParameters: many,
      GetParameterHistory: one,
      DeleteParameter: one,
      GetParametersByPath: ({ Path = '*' }: { Path?: string }, call: Call) => [arn(Path, call)],
    },
    addParameter: (spec) => addParameter(store, spec),
    inspect: ({ region, name }) => findParameter(store, region, name)?.history.at(-1)?.value,
  };
}

function addParameter(store: Store, { region, name, value, type = 'String' }: ParameterSpec) {
  if (findParameter(store, region, name) !== undefined)
    throw new Error(`parameter ${name} exists already in ${region}`);
  store.parameters.push({ region, name, type, history: [{ version: 1, value, changedAt: store.world.clock.now() }] });
  return { arn: arnOf(store.world, region, name) };
}
