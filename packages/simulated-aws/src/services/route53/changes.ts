import type {
  Change,
  ChangeInfo,
  ChangeResourceRecordSetsRequest,
  ChangeResourceRecordSetsResponse,
  GetChangeRequest,
  GetChangeResponse,
} from '@aws-sdk/client-route-53';
import { AwsFault } from '../../call.ts';
import { defined } from '../../defined.ts';
import type { World } from '../../world.ts';
import { applyChanges } from './apply-changes.ts';
import { type CheckedChange, checkForm } from './check-change.ts';
import { invalidChangeBatch, required } from './faults.ts';
import { createPropagation, type PropagationSeconds } from './propagation.ts';
import { bareId, type Zone, type Zones } from './zones.ts';

const mostRecords = 1000;
const mostCharacters = 32_000;

export type ChangeSettings = Readonly<{
  propagationSeconds: PropagationSeconds;
  /** How long Route 53 works on one change request; another one for the same zone is refused until then. */
  processingSeconds: number;
}>;

type Dependencies = Readonly<{
  world: World;
  zones: Zones;
  settings: ChangeSettings;
  /** Throws NoSuchHealthCheck. */
  checkHealthCheck: (id: string) => void;
}>;

/** ChangeResourceRecordSets and GetChange. */
export function createChanges({ world, zones, settings, checkHealthCheck }: Dependencies) {
  const { clock, random } = world;
  const changes = new Map<string, ChangeInfo>();
  const propagate = createPropagation(world, settings.propagationSeconds);

  const refuseWhileBusy = (zone: Zone): void => {
    if (clock.now() >= zone.busyUntil) return;
    const message = 'The request was rejected because Route 53 was still processing a prior request.';
    throw new AwsFault('PriorRequestNotComplete', message);
  };

  /** What the zone's records are now, on its way to the name servers. */
  const begin = (zone: Zone, comment?: string): ChangeInfo => {
    const info: ChangeInfo = {
      Id: `/change/C${random.hex(20).toUpperCase()}`,
      Status: 'PENDING',
      SubmittedAt: new Date(clock.now()),
      ...defined({ Comment: comment }),
    };
    changes.set(bareId(info.Id ?? ''), info);
    propagate(zone, info);
    return { ...info };
  };

  const changeResourceRecordSets = (input: ChangeResourceRecordSetsRequest): ChangeResourceRecordSetsResponse => {
    const zone = zones.find(required(input.HostedZoneId, 'HostedZoneId'));
    refuseWhileBusy(zone);
    const batch = required(input.ChangeBatch, 'ChangeBatch');
    const records = judge(zone, required(batch.Changes, 'Changes'), checkHealthCheck);
    zone.records = records;
    zone.busyUntil = clock.now() + world.awsTime(settings.processingSeconds);
    return { ChangeInfo: begin(zone, batch.Comment) };
  };

  const getChange = ({ Id }: GetChangeRequest): GetChangeResponse => {
    const info = changes.get(bareId(required(Id, 'Id')));
    if (info === undefined)
      throw new AwsFault('NoSuchChange', `Could not find resource with ID: ${Id}`, { status: 404 });
    return { ChangeInfo: { ...info } };
  };

  return { changeResourceRecordSets, getChange, begin };
}

/** The zone's records after the batch; throws whatever Route 53 has against it. */
function judge(zone: Zone, changes: readonly Change[], checkHealthCheck: Dependencies['checkHealthCheck']) {
  if (changes.length === 0) throw invalidChangeBatch(['A change batch must contain at least one change.']);
  const checked = changes.map((change) => checkForm(change, zone));
  checkLimits(checked);
  for (const { action, record } of checked)
    if (action !== 'DELETE' && record.HealthCheckId !== undefined) checkHealthCheck(record.HealthCheckId);
  const { records, problems } = applyChanges(zone, checked);
  if (problems.length > 0) throw invalidChangeBatch(problems);
  return records;
}

/** UPSERT counts twice: docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html */
function checkLimits(changes: readonly CheckedChange[]): void {
  let records = 0;
  let characters = 0;
  for (const { action, record } of changes) {
    const weight = action === 'UPSERT' ? 2 : 1;
    const values = record.ResourceRecords ?? [];
    records += weight * Math.max(1, values.length);
    for (const { Value = '' } of values) characters += weight * Value.length;
  }
  if (records > mostRecords) throw invalidChangeBatch([`Number of records limit of ${mostRecords} exceeded.`]);
  if (characters > mostCharacters)
    throw invalidChangeBatch([`Number of characters limit of ${mostCharacters} in record values exceeded.`]);
}
