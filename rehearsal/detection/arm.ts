import type { SimulatedAws } from 'simulated-aws';
import { operate } from 'simulated-aws/operate.ts';
import type { DeployedStack } from '../deploy-stack.ts';

/** Wakes nothing but what completes the account of a run. */
const settlement = 'ExecutionEnded';

type Armed = Readonly<{ aws: SimulatedAws; stack: DeployedStack; standby: string }>;

/** As a person would in the console: alarm events still come, and start nothing. */
export async function disableRules(armed: Armed): Promise<void> {
  const kept = armed.stack.resources.get(settlement)?.physicalId;
  for (const id of idsOf(armed, 'AWS::Events::Rule').filter((one) => one !== kept))
    await operate(armed.aws, {
      service: 'events',
      region: armed.standby,
      operation: 'DisableRule',
      input: ruleOf(id),
    });
}

const idsOf = ({ stack }: Armed, type: string): string[] =>
  [...stack.resources.values()].filter((resource) => resource.type === type).map(({ physicalId }) => physicalId);

/** CloudFormation calls a rule of a custom bus `bus|rule`. */
function ruleOf(physicalId: string) {
  const [first = '', second] = physicalId.split('|');
  return second === undefined ? { Name: first } : { EventBusName: first, Name: second };
}

/** Nothing starts by itself any more: neither by an event nor by the clock. */
export async function disarm(armed: Armed): Promise<void> {
  await disableRules(armed);
  for (const Name of idsOf(armed, 'AWS::Scheduler::Schedule')) await disableSchedule(armed, Name);
}

/** A schedule is updated as a whole: docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html */
async function disableSchedule({ aws, standby: region }: Armed, Name: string): Promise<void> {
  const at = { service: 'scheduler', region } as const;
  const found = await operate(aws, { ...at, operation: 'GetSchedule', input: { Name } });
  const { Arn: _arn, CreationDate: _created, LastModificationDate: _changed, ...settings } = found;
  await operate(aws, { ...at, operation: 'UpdateSchedule', input: { ...settings, State: 'DISABLED' } });
}
