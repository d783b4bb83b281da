import { beforeAll, describe, expect, it } from 'vitest';
import { functionKey, readFunctions } from '../../deployment/function-file.ts';
import { lintTemplate } from '../../deployment/lint/cfn.ts';
import { lintIam } from '../../deployment/lint/iam.ts';
import { readPlans } from '../../deployment/plans/read-plans.ts';
import { roleOf } from '../../deployment/roles.ts';
import { type PackagedStack, packageDetector, packageStack } from '../../rehearsal/packaging/package-stack.ts';
import { testPlans } from '../support/plans.ts';

/** On `*`, each for a reason. */
const excused = new Set([
  // AWS's Describe calls filter by id, and a missing instance must be seen as missing, not as denied.
  'rds:DescribeDBInstances',
  'rds:DescribeDBClusters',
  // Composite alarms are told only to whom may ask about all: API_DescribeAlarms. Missing ones as above.
  'cloudwatch:DescribeAlarms',
  // Which rules mute an alarm is the question; nobody knows their names before.
  'cloudwatch:ListAlarmMuteRules',
  // Held to the namespace by its condition, below.
  'cloudwatch:PutMetricData',
  // Lambda makes the network interfaces of a function in a VPC and knows their ids alone; denied to the code of the function, below.
  ...['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface'],
  ...['ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses'],
]);

let stack: PackagedStack;
let detector: PackagedStack;
/** Packaged in turn, and from nothing it may take longer than a test has. */
const packagingMs = 300_000;
beforeAll(async () => {
  [stack, detector] = [await packageStack('us-east-1', testPlans), await packageDetector('us-west-2', testPlans)];
}, packagingMs);

describe('the packaged template', () => {
  it('is what CloudFormation’s own specification allows', () => {
    expect(lintTemplate(stack.template)).toEqual([]);
  });

  it('allows only actions that exist, and on everything only where AWS knows nothing narrower', async () => {
    const { statements, complaints } = await lintIam(stack.template, excused);
    expect(statements).toBeGreaterThan(20);
    expect(complaints).toEqual([]);
  });

  it.each(readFunctions().map((file) => ({ key: functionKey(file.folder), isHere: file.stands === 'inStandby' })))(
    'keeps the bundle of $key at or below 600 KB',
    ({ key, isHere }) => {
      const bytes = Buffer.byteLength((isHere ? stack : detector).codeOf(key).code);
      expect(bytes).toBeGreaterThan(1000);
      expect(bytes).toBeLessThanOrEqual(600 * 1024);
    },
  );
});

describe('the packaged template of the detector', () => {
  it('is what CloudFormation’s own specification allows', () => {
    expect(lintTemplate(detector.template)).toEqual([]);
  });

  it('may put events on the bus of the standby Region, and look at copies with what that takes', async () => {
    const { statements, complaints } = await lintIam(detector.template, excused);
    expect(complaints).toEqual([]);
    expect(statements).toBeGreaterThan(1);
    expect(JSON.stringify(detector.template)).toMatch(
      /"events:PutEvents","Resource":\[\{"Fn::Sub":"[^"]*:us-east-1:[^"]*:event-bus\/lifeboat-dev"\}\]/,
    );
  });
});

describe('the role of a function', () => {
  const plans = Object.values(readPlans(testPlans).plans);
  const statementsOf = (folder: string): string => {
    const file = readFunctions().find((one) => one.folder === folder);
    if (file === undefined) throw new Error(`there is no function ${folder}`);
    return JSON.stringify(roleOf(file, plans, { name: 'lifeboat', stage: 'dev' }));
  };

  it('lets probes be told in the namespace of Lifeboat only', () => {
    expect(statementsOf('probe-endpoints')).toContain(
      '"Action":["cloudwatch:PutMetricData"],"Resource":["*"],"Condition":{"StringEquals":{"cloudwatch:namespace":"Lifeboat"}}',
    );
  });

  it('lets signals be read from just the health checks that the plans name', () => {
    expect(statementsOf('weigh-signals')).toMatch(
      /"route53:GetHealthCheckStatus"\],"Resource":\[\{"Fn::Sub":"arn:\$\{AWS::Partition\}:route53:::healthcheck\/5e1da000-0002-4000-8000-000000000002"\}\]/,
    );
  });
});
