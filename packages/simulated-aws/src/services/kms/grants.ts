import type {
  CreateGrantRequest,
  CreateGrantResponse,
  ListGrantsRequest,
  ListGrantsResponse,
  RevokeGrantRequest,
} from '@aws-sdk/client-kms';
import { AwsFault, type Call } from '../../call.ts';
import { defined } from '../../defined.ts';
import type { World } from '../../world.ts';
import { pageOf } from '../page.ts';
import { refuseDry } from './faults.ts';
import type { Grant, Key } from './key.ts';
import type { Keys } from './keys.ts';

/** Grants count at once here, without their tokens. */
export function createGrants({ account, clock, random }: World, keys: Keys) {
  const create = (input: CreateGrantRequest, { region }: Call): CreateGrantResponse => {
    const key = keys.usable(input.KeyId, region);
    const { GranteePrincipal: grantee = '', Operations: operations = [], Name: name } = input;
    refuseDry(input);
    // The same name, principal and operations again are the same grant.
    const same = key.grants.find(
      (one) =>
        name !== undefined && one.name === name && one.grantee === grantee && `${one.operations}` === `${operations}`,
    );
    const id = same?.id ?? random.hex(64);
    if (same === undefined) key.grants = [...key.grants, { id, grantee, operations, name, createdAt: clock.now() }];
    return { GrantId: id, GrantToken: random.hex(64) };
  };

  const list = (input: ListGrantsRequest, { region }: Call): ListGrantsResponse => {
    const { KeyId, GrantId, GranteePrincipal, Limit = 50, Marker } = input;
    const key = keys.find(KeyId, region);
    const wanted = key.grants.filter(
      ({ id, grantee }) =>
        (GrantId === undefined || id === GrantId) && (GranteePrincipal === undefined || grantee === GranteePrincipal),
    );
    const page = pageOf(wanted, Limit, Marker);
    if (page === undefined) throw new AwsFault('InvalidMarkerException', 'The marker is not valid.');
    const Grants = page.items.map((grant) => shownGrant(grant, key, account));
    return {
      Grants,
      Truncated: page.next !== undefined,
      ...defined({ NextMarker: page.next }),
    };
  };

  const revoke = ({ KeyId, GrantId, DryRun }: RevokeGrantRequest, { region }: Call): object => {
    const key = keys.find(KeyId, region);
    const rest = key.grants.filter(({ id }) => id !== GrantId);
    if (rest.length === key.grants.length) throw new AwsFault('NotFoundException', `Grant ID ${GrantId} not found`);
    refuseDry({ DryRun });
    key.grants = rest;
    return {};
  };

  return { create, list, revoke };
}

const shownGrant = ({ id, grantee, operations, name, createdAt }: Grant, key: Key, account: string) => ({
  KeyId: key.arn,
  GrantId: id,
  ...defined({ Name: name }),
  CreationDate: new Date(createdAt),
  GranteePrincipal: grantee,
  IssuingAccount: `arn:aws:iam::${account}:root`,
  Operations: [...operations],
});
