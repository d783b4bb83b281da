import {
  type CloudWatchClient,
  type CompositeAlarm,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';

export type Alarm = MetricAlarm | CompositeAlarm;

type Asked = Pick<DescribeAlarmsCommandInput, 'AlarmNames' | 'AlarmTypes' | 'ChildrenOfAlarmName'>;

/** All pages: one that is not full may be followed by another all the same. */
export async function describeAlarms(client: CloudWatchClient, asked: Asked): Promise<Alarm[]> {
  const found: Alarm[] = [];
  let token: string | undefined;
  do {
    const more = token === undefined ? {} : { NextToken: token };
    const page = await client.send(new DescribeAlarmsCommand({ ...asked, MaxRecords: 100, ...more }));
    found.push(...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? []));
    token = page.NextToken;
  } while (token);
  return found;
}
