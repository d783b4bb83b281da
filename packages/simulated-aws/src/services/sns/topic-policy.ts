import { AwsFault } from '../../call.ts';
import { parseResourcePolicy, type ResourceStatement } from '../../identity/policy.ts';
import { invalidParameter } from './faults.ts';

const actions = [
  'SNS:GetTopicAttributes',
  'SNS:SetTopicAttributes',
  'SNS:AddPermission',
  'SNS:RemovePermission',
  'SNS:DeleteTopic',
  'SNS:Subscribe',
  'SNS:ListSubscriptionsByTopic',
  'SNS:Publish',
];

export type TopicPolicy = Readonly<{ text: string; statements: readonly ResourceStatement[] }>;

/** Throws InvalidParameterException, and NotSimulated for what policies are not evaluated for. */
export function topicPolicyOf(text: string, arn: string): TopicPolicy {
  try {
    return { text, statements: parseResourcePolicy(JSON.parse(text), `${arn}/policy`) };
  } catch (error) {
    if (error instanceof AwsFault) throw error;
    throw invalidParameter(`Policy Error: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * The policy that SNS gives a new topic: docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html. It lets in who says that
 * it comes for the owner's account in the older way, alarms of CloudWatch among them, and no role: those need their own policies.
 */
export const defaultPolicyOf = (arn: string, account: string): TopicPolicy =>
  topicPolicyOf(
    JSON.stringify({
      Version: '2008-10-17',
      Id: '__default_policy_ID',
      Statement: [
        {
          Sid: '__default_statement_ID',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: actions,
          Resource: arn,
          Condition: { StringEquals: { 'AWS:SourceOwner': account } },
        },
      ],
    }),
    arn,
  );
