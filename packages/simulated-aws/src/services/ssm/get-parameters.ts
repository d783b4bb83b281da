import type {
  GetParameterCommandInput,
  GetParameterCommandOutput,
  GetParametersCommandInput,
  GetParametersCommandOutput,
} from '@aws-sdk/client-ssm';
import { AwsFault, type Call } from '../../call.ts';
import { read, refusePublic, type Store } from './parameter.ts';

export const getParameter =
  (store: Store) =>
  (input: GetParameterCommandInput, call: Call): Omit<GetParameterCommandOutput, '$metadata'> => {
    const name = input.Name ?? '';
    refusePublic('GetParameter', name);
    const found = read(store, call.region, name);
    if (found === undefined) throw new AwsFault('ParameterNotFound', `Parameter ${name} not found.`);
    if (found === 'noVersion')
      throw new AwsFault('ParameterVersionNotFound', `Systems Manager could not find version of ${name}.`);
    return { Parameter: found };
  };

/** What does not exist is listed, not thrown. */
export const getParameters =
  (store: Store) =>
  (input: GetParametersCommandInput, call: Call): Omit<GetParametersCommandOutput, '$metadata'> => {
    const { Names: names = [] } = input;
    if (names.length === 0 || names.length > 10)
      throw new AwsFault('ValidationException', 'Between 1 and 10 names must be given.');
    for (const name of names) refusePublic('GetParameters', name);
    const asked = names.map((name) => ({ name, found: read(store, call.region, name) }));
    return {
      Parameters: asked.flatMap(({ found }) => (found === undefined || found === 'noVersion' ? [] : [found])),
      InvalidParameters: asked.flatMap(({ name, found }) =>
        found === undefined || found === 'noVersion' ? [name] : [],
      ),
    };
  };
