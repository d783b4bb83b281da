import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { alarmsOf } from '../../shared/domain/detection/alarms-of.ts';
import { alarmArnsOf, idOf, merged, type Resources, rulesOf } from './resources.ts';

/** Where the detector stands, whether copies are looked at there, and the fixed name of the bus of each standby Region, so that no stack needs another's output. */
type Place = Readonly<{ region: string; bus: string; hasCopies?: boolean }>;

/** What the detector of one Region forwards, by a role that may put events on just the buses of these plans. */
export function detectorResources(plans: readonly DeployedPlan[], place: Place): Resources {
  const forwarded = plans.filter((plan) => isForwarded(plan, place.region));
  if (forwarded.length === 0 && place.hasCopies) return {};
  if (forwarded.length === 0)
    throw new Error(
      `No plan has alarms in ${place.region} that a standby Region elsewhere would have to hear of, or copies there: there is nothing to deploy here.`,
    );
  const standbys = [...new Set(forwarded.map((plan) => plan.regions.standby))].sort();
  return merged([
    ...forwarded.map((plan) => forwardingRules(plan, place)),
    { ForwardRole: forwardRole(standbys.map((standby) => busArn(standby, place.bus))) },
  ]);
}

/** Those whose alarms stand in this Region while their standby is another. */
const isForwarded = (plan: DeployedPlan, region: string): boolean =>
  plan.regions.standby !== region && alarmsOf(plan).some((place) => place.region === region);

const forwardingRules = (plan: DeployedPlan, { region, bus }: Place): Resources =>
  rulesOf(plan.plan, {
    id: `${idOf(plan.plan)}Forward`,
    description: `Changes of the alarms of ${plan.plan} in this Region go to its standby Region.`,
    arns: alarmArnsOf(plan, (one) => one === region),
    target: {
      Id: 'standby',
      Arn: busArn(plan.regions.standby, bus),
      RoleArn: { 'Fn::GetAtt': ['ForwardRole', 'Arn'] },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['ForwardDeadLetters', 'Arn'] } },
    },
    topic: 'DetectorNotices',
  });

const busArn = (standby: string, bus: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:events:${standby}:\${AWS::AccountId}:event-bus/${bus}`,
});

/** Within one account the role is all that is needed: docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html */
const forwardRole = (buses: readonly unknown[]): Resources[string] => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    },
    Policies: [
      {
        PolicyName: 'forward',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: buses }],
        },
      },
    ],
  },
});
