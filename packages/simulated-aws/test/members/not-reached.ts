/**
 * Members that the scene of this test does not come to, since an operation refuses before it looks at them, and where they are tested
 * instead.
 */
export const notReached: Readonly<Record<string, string>> = {
  'cloudformation:DescribeStackResources LogicalResourceId': 'stacks-on-the-wire.test.ts',
  'cloudformation:DescribeStackResource LogicalResourceId': 'stacks-on-the-wire.test.ts',
  'cloudformation:ListStackResources NextToken': 'stacks-on-the-wire.test.ts',
  'cloudformation:DescribeStackEvents NextToken': 'stacks-on-the-wire.test.ts',
  'ec2:DeleteSnapshot DryRun': 'volumes-on-the-wire.test.ts',
  'elasticache:FailoverGlobalReplicationGroup': 'global-caches-on-the-wire.test.ts',
  'monitoring:PutMetricAlarm Metrics.MetricStat.Metric.Dimensions': 'services/cloudwatch/alarms',
  'rds:SwitchoverGlobalCluster TargetDbClusterIdentifier': 'services/rds/global.test.ts',
  'rds:FailoverGlobalCluster TargetDbClusterIdentifier': 'services/rds/global.test.ts',
  'rds:RemoveFromGlobalCluster DbClusterIdentifier': 'services/rds/global.test.ts',
  'rds:CreateDBInstance PromotionTier': 'services/rds/clusters.test.ts',
  'rds:CreateDBClusterSnapshot Tags': 'services/rds/clusters.test.ts',
  'route53:ChangeResourceRecordSets ChangeBatch': 'services/route53/change-records.test.ts',
  'route53:CreateHealthCheck HealthCheckConfig.HealthThreshold': 'services/route53/health-checks.test.ts',
  'scheduler:CreateSchedule ClientToken': 'before-any-effect.test.ts',
  'states:UpdateMapRun': 'step-functions/map-runs.test.ts',
  'states:TestState mock.errorOutput': 'step-functions/test-state',
};
