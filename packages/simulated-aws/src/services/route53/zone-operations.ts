import type {
  ChangeInfo,
  CreateHostedZoneRequest,
  CreateHostedZoneResponse,
  DeleteHostedZoneRequest,
  DeleteHostedZoneResponse,
  GetHostedZoneCountResponse,
} from '@aws-sdk/client-route-53';
import { AwsFault } from '../../call.ts';
import { defined } from '../../defined.ts';
import type { Random } from '../../random.ts';
import { required } from './faults.ts';
import { normalName } from './names.ts';
import { delegationSet, describeZone, type Zone, type Zones } from './zones.ts';

type Dependencies = Readonly<{ zones: Zones; random: Random; begin: (zone: Zone) => ChangeInfo }>;

/**
 * docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html: public zones. The name servers know of a new zone when its change is
 * INSYNC; of one that was deleted they know nothing more at once, which on AWS takes longer.
 */
export function createZoneOperations({ zones, random, begin }: Dependencies) {
  const createHostedZone = (input: CreateHostedZoneRequest): CreateHostedZoneResponse => {
    const name = checkedName(required(input.Name, 'Name'));
    const callerReference = required(input.CallerReference, 'CallerReference');
    const { Comment: comment, PrivateZone: isPrivate = false } = input.HostedZoneConfig ?? {};
    if (isPrivate) throw new AwsFault('InvalidVPCId', 'A private hosted zone needs a VPC, which is not simulated.');
    if (zones.all().some((zone) => zone.callerReference === callerReference))
      throw new AwsFault(
        'HostedZoneAlreadyExists',
        `A hosted zone has already been created with the specified caller reference: ${callerReference}`,
        { status: 409 },
      );
    const id = `Z0${random.hex(19).toUpperCase()}`;
    zones.add({ id, name, callerReference, ...defined({ comment }) });
    const zone = zones.find(id);
    zone.published = [];
    return {
      HostedZone: describeZone(zone),
      ChangeInfo: begin(zone),
      DelegationSet: delegationSet,
      Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${id}`,
    };
  };

  const deleteHostedZone = ({ Id }: DeleteHostedZoneRequest): DeleteHostedZoneResponse => {
    const zone = zones.find(required(Id, 'Id'));
    if (!isEmpty(zone))
      throw new AwsFault(
        'HostedZoneNotEmpty',
        'The specified hosted zone contains non-required resource record sets and so cannot be deleted.',
      );
    zones.remove(zone);
    return { ChangeInfo: begin(zone) };
  };

  const getHostedZoneCount = (): GetHostedZoneCountResponse => ({ HostedZoneCount: zones.all().length });

  return { createHostedZone, deleteHostedZone, getHostedZoneCount };
}

function checkedName(name: string): string {
  if (/^(?:[a-z0-9_-]{1,63}\.)+[a-z0-9-]{1,63}\.?$/i.test(name) && name.length <= 255) return normalName(name);
  throw new AwsFault('InvalidDomainName', `${name} is not a valid domain name.`);
}

/** Its two first records. */
const isEmpty = ({ records, name }: Zone): boolean =>
  records.every(({ Name, Type }) => Name === name && (Type === 'NS' || Type === 'SOA'));
