import type { RegionName } from '../../../shared/contracts/fields.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import { alarmsOf } from '../../../shared/domain/detection/alarms-of.ts';
import { alarmArnsOf, failedInvocations, idOf, patternOf, type Resources, retry } from './resources.ts';

const forwardingRule = (plan: DeployedPlan, region: string, bus: unknown): Resources[string] => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    Description: `Changes of the alarms of ${plan.plan} in this Region go to its standby Region.`,
    EventPattern: patternOf(alarmArnsOf(plan, (one) => one === region)),
    Targets: [
      {
        Id: 'standby',
        Arn: bus,
        RoleArn: { 'Fn::GetAtt': ['ForwardRole', 'Arn'] },
        RetryPolicy: retry,
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['ForwardDeadLetters', 'Arn'] } },
      },
    ],
  },
});

/** The plans whose alarms stand in this Region, while their standby is another. */
export const forwardedPlans = (plans: readonly DeployedPlan[], region: string): DeployedPlan[] =>
  plans.filter((plan) => plan.regions.standby !== region && alarmsOf(plan).some((place) => place.region === region));

/** The fixed name of the bus of the stack in the standby Region, so that no stack needs another's output. */
const busArn = (standby: RegionName, bus: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:events:${standby}:\${AWS::AccountId}:event-bus/${bus}`,
});

/** What the detector of one Region forwards, and to which buses its role may put events. */
export const detectorResources = (plans: readonly DeployedPlan[], { region, bus }: { region: string; bus: string }) => {
  const forwarded = forwardedPlans(plans, region);
  if (forwarded.length === 0)
    throw new Error(
      `No plan has alarms in ${region} that a standby Region elsewhere would have to hear of: there is nothing to deploy here.`,
    );
  const rules = forwarded.map((plan): Resources => {
    const rule = `${idOf(plan.plan)}Forward`;
    return {
      [rule]: forwardingRule(plan, region, busArn(plan.regions.standby, bus)),
      [`${rule}Failed`]: failedInvocations(plan.plan, { rule, topic: 'DetectorNotices' }),
    };
  });
  const standbys = [...new Set(forwarded.map((plan) => plan.regions.standby))].sort();
  const resources: Resources = Object.assign({}, ...rules);
  return { resources, buses: standbys.map((standby) => busArn(standby, bus)) };
};
