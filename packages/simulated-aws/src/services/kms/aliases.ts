import type {
  CreateAliasRequest,
  DeleteAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
} from '@aws-sdk/client-kms';
import { AwsFault, type Call } from '../../call.ts';
import { defined } from '../../defined.ts';
import { pageOf } from '../page.ts';
import { notFound } from './faults.ts';
import type { Keys } from './keys.ts';

const aliasName = /^alias\/(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/;

export function createAliases(keys: Keys) {
  const create = ({ AliasName = '', TargetKeyId }: CreateAliasRequest, { region }: Call): object => {
    if (!aliasName.test(AliasName)) throw new AwsFault('InvalidAliasNameException', `${AliasName} is not valid.`);
    const arn = keys.arnOf(region, AliasName);
    if (keys.aliases.has(arn))
      throw new AwsFault('AlreadyExistsException', `An alias with the name ${arn} already exists`);
    keys.aliases.set(arn, keys.find(TargetKeyId, region).arn);
    return {};
  };

  const remove = ({ AliasName = '' }: DeleteAliasRequest, { region }: Call): object => {
    const arn = keys.arnOf(region, AliasName);
    if (!keys.aliases.delete(arn)) throw notFound(`Alias ${arn}`);
    return {};
  };

  const list = ({ KeyId, Limit = 50, Marker }: ListAliasesRequest, { region }: Call): ListAliasesResponse => {
    const wanted = KeyId === undefined ? undefined : keys.find(KeyId, region).arn;
    const own = [...keys.aliases].filter(
      ([arn, key]) => arn.split(':')[3] === region && (wanted === undefined || key === wanted),
    );
    const page = pageOf(own, Limit, Marker);
    if (page === undefined) throw new AwsFault('InvalidMarkerException', 'The marker is not valid.');
    const Aliases = page.items.map(([AliasArn, key]) => ({
      AliasName: AliasArn.split(':').slice(5).join(':'),
      AliasArn,
      TargetKeyId: key.split('/').at(-1) ?? '',
    }));
    return {
      Aliases,
      Truncated: page.next !== undefined,
      ...defined({ NextMarker: page.next }),
    };
  };

  return { create, remove, list };
}
