/**
 * Members that are taken and that no handler looks at: what they ask for makes no difference here, for the reason that stands by them.
 * `*` for every operation of a service. A test holds that whatever is in the tables and not in this list is looked at.
 */
export const meaningless: Readonly<Record<string, string>> = {
  'cloudformation:GetTemplate TemplateStage': 'There are no macros: a processed template is the original.',
  'events:PutEvents Entries.TraceHeader': 'It is for X-Ray, and no part of the event that targets get.',
  'kms:CreateKey BypassPolicyLockoutSafetyCheck': 'The check that it bypasses is not made.',
  'logs:FilterLogEvents interleaved': 'AWS ignores it, too, since June 2019: API_FilterLogEvents.',
  'monitoring:PutMetricAlarm Metrics.Id': 'There is one metric only, and no expression that could name it.',
  'monitoring:PutMetricAlarm Metrics.Label': 'No graph shows it, and an alarm does not either.',
  'monitoring:PutMetricAlarm Metrics.ReturnData': 'There is one metric only, which is the one that is watched.',
  'monitoring:PutMetricData StrictEntityValidation': 'It is about entities, which are refused by name.',
  'rds:* PreSignedUrl': 'It proves a right in the Region of the source, where IAM is asked itself.',
  's3:* ChecksumAlgorithm': 'It names the checksum that comes with the request, which names itself.',
  's3:* ChecksumMode': 'No checksum is kept, and an object without one answers without one.',
  's3:PutObject ContentLength': 'The wire has read as much as that.',
  'scheduler:UpdateSchedule ClientToken': 'The same update again leaves the schedule as it is.',
  'scheduler:DeleteSchedule ClientToken':
    'A schedule that is gone cannot be deleted a second time by a repeated request.',
  'ssm:* WithDecryption': 'Parameters that are encrypted are refused by name; others are given as they are.',
  'states:ValidateStateMachineDefinition severity': 'There are errors only, which each severity shows.',
};

/** Members that are handed on as a whole, and where they go. */
export const handedOn: Readonly<Record<string, string>> = {
  'dynamodb:*': 'to the store, which reads them by its own list of members',
  'ec2:DescribeSnapshots MaxResults': 'with the request, to paging',
  'ec2:DescribeVolumes MaxResults': 'with the request, to paging',
  'events:PutTargets Targets.RoleArn': 'kept with the target, and taken when it is called',
  'monitoring:PutAlarmMuteRule Description': 'kept, and shown as it was given',
  'rds:CopyDBClusterSnapshot KmsKeyId': 'with the request, to what both kinds of copies share',
  'rds:CopyDBClusterSnapshot CopyTags': 'with the request, to what both kinds of copies share',
  'rds:CopyDBClusterSnapshot Tags': 'with the request, to what both kinds of copies share',
  'rds:CopyDBSnapshot KmsKeyId': 'with the request, to what both kinds of copies share',
  'rds:CopyDBSnapshot CopyTags': 'with the request, to what both kinds of copies share',
  'rds:CopyDBSnapshot Tags': 'with the request, to what both kinds of copies share',
  'rds:CreateDBInstanceReadReplica': 'with its Region, to what makes the specification of the replica',
  'route53:UpdateHealthCheck': 'to the configuration of the check, member by member',
  's3:ListObjects': 'with where it begins, to what makes a page',
  's3:ListObjectsV2': 'with where it begins, to what makes a page',
  'scheduler:CreateSchedule Target': 'kept, and taken when the schedule fires',
  'scheduler:UpdateSchedule Target': 'kept, and taken when the schedule fires',
  'ssm:GetParameterHistory MaxResults': 'with the request, to paging',
  'ssm:GetParameterHistory NextToken': 'with the request, to paging',
  'states:CreateStateMachine loggingConfiguration': 'kept, and shown as it was given',
  'states:CreateStateMachine tracingConfiguration': 'kept, and shown as it was given',
  'states:UpdateStateMachine loggingConfiguration': 'kept, and shown as it was given',
  'states:UpdateStateMachine tracingConfiguration': 'kept, and shown as it was given',
  'scheduler:CreateSchedule Description': 'kept, and shown as it was given',
  'scheduler:UpdateSchedule Description': 'kept, and shown as it was given',
};
