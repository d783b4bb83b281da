import type {
  ListTargetsByRuleRequest,
  PutTargetsRequest,
  RemoveTargetsRequest,
  Target,
} from '@aws-sdk/client-eventbridge';
import type { Call } from '../../call.ts';
import { onlyModelled } from '../only-modelled.ts';
import { pageOf } from '../page.ts';
import { type Arn, parseArn } from './arn.ts';
import { retryPolicyOf } from './delivery/retry.ts';
import { isBus, needsRole } from './delivery/target-request.ts';
import { invalid } from './faults.ts';
import { inputOf } from './input/input.ts';
import { requireTargets } from './quotas.ts';
import type { Rule, RuleTarget } from './rule.ts';
import type { Rules } from './rules.ts';

const mostListed = 100;
const targetId = /^[.\-_A-Za-z0-9]{1,64}$/;

const modelled = ['Id', 'Arn', 'RoleArn', 'Input', 'InputPath', 'InputTransformer', 'DeadLetterConfig', 'RetryPolicy'];

/** A bus gets the event as it is. */
const modelledForBus = ['Id', 'Arn', 'RoleArn', 'DeadLetterConfig', 'RetryPolicy'];

export function createTargets(rules: Rules) {
  /** All or nothing: AWS, too, answers with a fault to what is wrong in itself. */
  const put = (input: PutTargetsRequest, call: Pick<Call, 'region'>) => {
    const rule = rules.find({ Name: input.Rule, EventBusName: input.EventBusName }, call);
    const targets = (input.Targets ?? []).map((given) => checked(given, rule));
    requireTargets(new Set([...rule.targets.keys(), ...targets.map(({ id }) => id)]).size);
    for (const target of targets) rule.targets.set(target.id, target);
    return { FailedEntryCount: 0, FailedEntries: [] };
  };

  const remove = (input: RemoveTargetsRequest, call: Call) => {
    const rule = rules.find({ Name: input.Rule, EventBusName: input.EventBusName }, call);
    const unknown = (input.Ids ?? []).filter((id) => !rule.targets.delete(id));
    const FailedEntries = unknown.map((id) => ({
      TargetId: id,
      ErrorCode: 'ResourceNotFoundException',
      ErrorMessage: `Rule ${rule.name} does not have a target with ID ${id}`,
    }));
    return { FailedEntryCount: FailedEntries.length, FailedEntries };
  };

  const list = (input: ListTargetsByRuleRequest, call: Call) => {
    const { targets } = rules.find({ Name: input.Rule, EventBusName: input.EventBusName }, call);
    const page = pageOf([...targets.values()], input.Limit ?? mostListed, input.NextToken);
    if (page === undefined) throw invalid('Token is not valid');
    return { Targets: page.items.map(({ given }) => given), NextToken: page.next };
  };

  return { put, remove, list };
}

function checked(given: Target, rule: Rule): RuleTarget {
  const arn = parseArn(given.Arn);
  onlyModelled('events:PutTargets', given, isBus(arn) ? modelledForBus : modelled);
  if (!targetId.test(given.Id ?? '')) throw invalid(`Target id ${given.Id} is not valid.`);
  const isRoleNeeded = isBus(arn) || needsRole(arn, 'events:PutTargets');
  if (isRoleNeeded && given.RoleArn === undefined) throw invalid(`RoleArn is required for target ${arn.text}.`);
  if (!isBus(arn)) checkPlace(arn, rule, 'The target');
  checkDeadLetters(given, rule);
  return { given, id: given.Id ?? '', arn: arn.text, inputOf: inputOf(given), retry: retryPolicyOf(given.RetryPolicy) };
}

function checkPlace(arn: Arn, { region }: Rule, what: string): void {
  if (arn.region !== region) throw invalid(`${what} ${arn.text} must be in the Region of the rule, ${region}.`);
}

function checkDeadLetters({ DeadLetterConfig }: Target, rule: Rule): void {
  if (DeadLetterConfig?.Arn === undefined) return;
  const arn = parseArn(DeadLetterConfig.Arn);
  if (arn.service !== 'sqs') throw invalid(`DeadLetterConfig ${arn.text} is not an SQS queue.`);
  checkPlace(arn, rule, 'DeadLetterConfig');
}
