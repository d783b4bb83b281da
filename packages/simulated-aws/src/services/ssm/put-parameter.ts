import type { PutParameterCommandInput, PutParameterCommandOutput } from '@aws-sdk/client-ssm';
import { AwsFault, type Call, notSimulated } from '../../call.ts';
import { addVersion, findParameter, type Parameter, type ParameterType, type Store } from './parameter.ts';

const mostBytes = 4096;

export const putParameter =
  (store: Store) =>
  (input: PutParameterCommandInput, call: Call): Omit<PutParameterCommandOutput, '$metadata'> => {
    const known = findParameter(store, call.region, checkedName(input));
    const version = known === undefined ? create(store, call.region, input) : overwrite(store, known, input);
    return { Version: version, Tier: 'Standard' };
  };

function checkedName({ Name: name = '' }: PutParameterCommandInput): string {
  const isPath = name.includes('/');
  if (!/^[\w./-]+$/.test(name) || (isPath && !name.startsWith('/'))) throw invalid('Parameter name: not a valid name.');
  return name;
}

const invalid = (message: string): AwsFault => new AwsFault('ValidationException', message);

function create(store: Store, region: string, input: PutParameterCommandInput): number {
  const type = typeOf(input.Type);
  if (type === undefined) throw invalid('A parameter type is required when you create a parameter.');
  const { Description: description } = input;
  const first = { version: 1, value: checkedValue(input), description, changedAt: store.world.clock.now() };
  store.parameters.push({ region, name: checkedName(input), type, history: [first] });
  return 1;
}

function typeOf(type: string | undefined): ParameterType | undefined {
  if (type === undefined || type === 'String' || type === 'StringList') return type;
  throw notSimulated(`ssm:PutParameter of type ${type}`);
}

function checkedValue({ Value: value = '' }: PutParameterCommandInput): string {
  if (value === '') throw invalid('A value must be given.');
  if (Buffer.byteLength(value) > mostBytes) throw invalid(`Standard tier parameters hold at most ${mostBytes} bytes.`);
  return value;
}

function overwrite(store: Store, parameter: Parameter, input: PutParameterCommandInput): number {
  if (input.Overwrite !== true)
    throw new AwsFault(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite it, set Overwrite to true.',
    );
  const type = typeOf(input.Type);
  if (type !== undefined && type !== parameter.type) throw invalid('The type of a parameter cannot be changed.');
  return addVersion(store, parameter, { value: checkedValue(input), description: input.Description });
}
