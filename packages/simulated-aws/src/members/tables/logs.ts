import type { MemberTable } from '../selection.ts';

export const logs: MemberTable = {
  DescribeLogGroups: 'logGroupNamePrefix logGroupNamePattern nextToken limit',
  DescribeLogStreams: 'logGroupName logGroupIdentifier logStreamNamePrefix orderBy descending nextToken limit',
  GetLogEvents: 'logGroupName logGroupIdentifier logStreamName startTime endTime nextToken limit startFromHead',
  FilterLogEvents:
    'logGroupName logGroupIdentifier logStreamNames logStreamNamePrefix startTime endTime filterPattern ' +
    'nextToken limit interleaved',
};
