import type { DeleteParameterRequest, DeleteParametersRequest, DeleteParametersResult } from '@aws-sdk/client-ssm';
import { AwsFault, type Call } from '../../call.ts';
import { findParameter, type Store } from './parameter.ts';

export const deleteParameter =
  (store: Store) =>
  ({ Name: name = '' }: DeleteParameterRequest, { region }: Call): object => {
    if (remove(store, region, name)) return {};
    throw new AwsFault('ParameterNotFound', `Parameter ${name} not found.`);
  };

/** Whether there was one. */
function remove({ parameters, ...store }: Store, region: string, name: string): boolean {
  const found = findParameter({ parameters, ...store }, region, name);
  if (found !== undefined) parameters.splice(parameters.indexOf(found), 1);
  return found !== undefined;
}

/** What does not exist is listed, not thrown. */
export const deleteParameters =
  (store: Store) =>
  ({ Names: names = [] }: DeleteParametersRequest, { region }: Call): DeleteParametersResult => {
    if (names.length === 0 || names.length > 10)
      throw new AwsFault('ValidationException', 'Between 1 and 10 names must be given.');
    const asked = names.map((name) => ({ name, isGone: remove(store, region, name) }));
    return {
      DeletedParameters: asked.filter(({ isGone }) => isGone).map(({ name }) => name),
      InvalidParameters: asked.filter(({ isGone }) => !isGone).map(({ name }) => name),
    };
  };
