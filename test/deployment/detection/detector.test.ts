import { describe, expect, it } from 'vitest';
import { detectorResources } from '../../../deployment/detection/detector.ts';
import { readPlans } from '../../../deployment/plans/read-plans.ts';
import { Detection } from '../../../shared/contracts/detection/detection.ts';
import { PlanName, RegionName } from '../../../shared/contracts/fields.ts';
import type { DeployedPlan } from '../../../shared/contracts/plan.ts';
import { testPlans } from '../../support/plans.ts';

const shielda = readPlans(testPlans).plans.shielda;
if (shielda === undefined) throw new Error('there is no plan shielda');

const alarm = { alarm: 'control-plane-5xx', region: 'primary' };

const plan = (name: string, standby: string, signals: unknown[]): DeployedPlan => ({
  ...shielda,
  plan: PlanName.parse(name),
  regions: { primary: RegionName.parse('us-west-2'), standby: RegionName.parse(standby) },
  detection: Detection.parse({ signals }),
});

const detector = (region: string, plans: DeployedPlan[]) => detectorResources(plans, { region, bus: 'lifeboat-dev' });

const busOf = (standby: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:events:${standby}:\${AWS::AccountId}:event-bus/lifeboat-dev`,
});

describe('the detector of a Region', () => {
  it('forwards the alarms there to the bus of the standby of each plan, and may put events on no other', () => {
    const resources = detector('us-west-2', [plan('shop', 'us-east-1', [alarm]), plan('mail', 'eu-west-1', [alarm])]);
    expect(resources).toMatchObject({
      PlanShopForward: { Properties: { Targets: [{ Arn: busOf('us-east-1') }] } },
      PlanMailForward: { Properties: { Targets: [{ Arn: busOf('eu-west-1') }] } },
    });
    expect(JSON.stringify(resources.ForwardRole)).toContain(
      JSON.stringify({
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: [busOf('eu-west-1'), busOf('us-east-1')],
      }),
    );
  });

  it('has a rule for just the alarms of its Region', () => {
    const signals = [alarm, { alarm: 'replica-lag', region: 'standby' }];
    const text = JSON.stringify(detector('us-west-2', [plan('shop', 'us-east-1', signals)]));
    expect(text).toContain('alarm:control-plane-5xx');
    expect(text).not.toContain('alarm:replica-lag');
  });

  it('forwards the alarm of a health check from us-east-1 when that is neither Region of the plan', () => {
    const signal = { healthCheck: '5e1da000-0002-4000-8000-000000000002', alarm: 'unhealthy' };
    expect(Object.keys(detector('us-east-1', [plan('shop', 'eu-west-1', [signal])]))).toContain('PlanShopForward');
  });

  it.each([
    { case: 'no plan has alarms there', region: 'eu-west-1', signals: [alarm] },
    { case: 'it is the standby itself', region: 'us-east-1', signals: [{ ...alarm, region: 'standby' }] },
    { case: 'the plan has probes only', region: 'us-west-2', signals: [{ probe: 'https://app.shielda.dev/health' }] },
  ])('is refused where it would forward nothing: $case', ({ region, signals }) => {
    expect(() => detector(region, [plan('shop', 'us-east-1', signals)])).toThrow(`No plan has alarms in ${region}`);
  });
});
