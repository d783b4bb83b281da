/**
 * Members that are taken and that no handler looks at: what they ask for makes no difference here, for the reason that stands by them.
 * `*` for every operation of a service. A test holds that whatever is in the tables and not in this list is looked at.
 */
export const meaningless: Readonly<Record<string, string>> = {
  'cloudformation:GetTemplate TemplateStage': 'There are no macros: a processed template is the original.',
  'events:PutEvents Entries.TraceHeader': 'It is for X-Ray, and no part of the event that targets get.',
  'kms:CreateKey BypassPolicyLockoutSafetyCheck': 'The check that it bypasses is not made.',
  'logs:FilterLogEvents interleaved': 'AWS ignores it, too, since June 2019: API_FilterLogEvents.',
  'monitoring:PutMetricData StrictEntityValidation': 'It is about entities, which are refused by name.',
  'rds:* PreSignedUrl': 'It proves a right in the Region of the source, where IAM is asked itself.',
  's3:* ChecksumAlgorithm': 'It names the checksum that comes with the request, which names itself.',
  's3:* ChecksumMode': 'No checksum is kept, and an object without one answers without one.',
  's3:PutObject ContentLength': 'The wire has read as much as that.',
  'scheduler:DeleteSchedule ClientToken':
    'A schedule that is gone cannot be deleted a second time by a repeated request.',
  'ssm:* WithDecryption': 'Parameters that are encrypted are refused by name; others are given as they are.',
  'states:ValidateStateMachineDefinition severity': 'There are errors only, which each severity shows.',
};

/** Members that are handed on as a whole, and where they go. */
export const handedOn: Readonly<Record<string, string>> = {
  'dynamodb:*': 'to the store, which reads them by its own list of members',
  'states:CreateStateMachine loggingConfiguration': 'kept, and shown as it was given',
  'states:CreateStateMachine tracingConfiguration': 'kept, and shown as it was given',
  'states:UpdateStateMachine loggingConfiguration': 'kept, and shown as it was given',
  'states:UpdateStateMachine tracingConfiguration': 'kept, and shown as it was given',
  'scheduler:CreateSchedule Description': 'kept, and shown as it was given',
  'scheduler:UpdateSchedule Description': 'kept, and shown as it was given',
};
