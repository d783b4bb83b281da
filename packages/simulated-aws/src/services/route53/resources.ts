import type {
  ChangeResourceRecordSetsRequest,
  GetChangeRequest,
  GetHealthCheckRequest,
  GetHostedZoneRequest,
} from '@aws-sdk/client-route-53';
import type { Call } from '../../call.ts';
import type { ConditionKeys } from '../../identity/condition-keys.ts';
import type { Resources } from '../../service.ts';
import { hostName } from './names.ts';
import { bareId } from './zones.ts';

/** docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html */
export const route53Resources: Readonly<Record<string, Resources['of']>> = {
  GetHostedZone: ({ Id }: GetHostedZoneRequest) => arn('hostedzone', Id),
  ListResourceRecordSets: byZone,
  ChangeResourceRecordSets: byZone,
  GetChange: ({ Id }: GetChangeRequest) => arn('change', Id),
  GetHealthCheck: byHealthCheck,
  UpdateHealthCheck: byHealthCheck,
  GetHealthCheckStatus: byHealthCheck,
  DeleteHealthCheck: byHealthCheck,
  DeleteHostedZone: ({ Id }: GetHostedZoneRequest) => arn('hostedzone', Id),
};

function arn(kind: 'hostedzone' | 'change' | 'healthcheck', id: string | undefined): readonly string[] {
  return [`arn:aws:route53:::${kind}/${bareId(id ?? '')}`];
}

function byZone({ HostedZoneId }: { HostedZoneId?: string | undefined }) {
  return arn('hostedzone', HostedZoneId);
}
function byHealthCheck({ HealthCheckId }: GetHealthCheckRequest) {
  return arn('healthcheck', HealthCheckId);
}

/**
 * The condition keys of ChangeResourceRecordSets, by lower-case key as identity wants them; names in normal form are in lower case, without
 * their final dot, and what is not a letter, a digit, a hyphen, an underscore or a dot is an escape of three octal digits
 * (docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html).
 */
export function route53ConditionKeys({ input }: Pick<Call, 'input'>): ConditionKeys {
  const changes = isChangeRequest(input) ? (input.ChangeBatch?.Changes ?? []) : [];
  const sets = changes.map(({ ResourceRecordSet }) => ResourceRecordSet);
  const prefix = 'route53:changeresourcerecordsets';
  return {
    [`${prefix}normalizedrecordnames`]: unique(sets.map((set) => set?.Name && normalised(set.Name))),
    [`${prefix}recordtypes`]: unique(sets.map((set) => set?.Type)),
    [`${prefix}actions`]: unique(changes.map(({ Action }) => Action)),
  };
}

const isChangeRequest = (input: object): input is ChangeResourceRecordSetsRequest => 'ChangeBatch' in input;

const unique = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

/** What a request has escaped already stays so. */
const normalised = (name: string): string =>
  hostName(name).replace(/[^a-z0-9_.\\-]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
