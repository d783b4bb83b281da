import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Call } from '../../call.ts';
import type { SimulatedService } from '../../service.ts';
import type { World } from '../../world.ts';

/**
 * AWS STS.
 *
 * Models: GetCallerIdentity, which needs no permission. Credentials are handed out by identity.
 * From: docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * Not modelled: every other operation.
 */
export function createSts(world: World): SimulatedService {
  const { account } = world;

  const getCallerIdentity = (_input: object, { principal }: Call): GetCallerIdentityResponse => {
    if (principal.kind === 'operator')
      return { Account: account, UserId: principal.name, Arn: `arn:aws:iam::${account}:user/${principal.name}` };
    if (principal.kind === 'service')
      return { Account: account, UserId: principal.service, Arn: `arn:aws:iam::${account}:root` };
    const role = nameIn(principal.role);
    const session = principal.session ?? role;
    return {
      Account: account,
      UserId: `AROA${role
        .toUpperCase()
        .replaceAll(/[^A-Z0-9]/g, '')
        .padEnd(16, '0')
        .slice(0, 16)}:${session}`,
      Arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    };
  };

  return { name: 'sts', operations: { GetCallerIdentity: getCallerIdentity }, resources: {} };
}

const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
