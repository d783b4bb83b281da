import type { HealthCheckConfig, Route53Client } from '@aws-sdk/client-route-53';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { AskDns } from '../../aws/ask-dns.ts';
import type { ClientsOf } from '../../aws/clients.ts';
import { read } from '../../aws/read.ts';
import { readHealthCheck } from '../../aws/route53.ts';
import { findObject, type Presence } from '../../aws/s3.ts';
import type { RegionName } from '../../contracts/fields.ts';
import type { Finding } from '../../contracts/ledger-entry.ts';
import type { SwitchDnsSpec } from '../../contracts/specs/switch-dns.ts';
import { knownOf, type Reading } from '../../domain/reading.ts';
import { judgeUnreadable } from '../judge-unreadable.ts';
import type { Decision, Receipt, StepRun } from '../step.ts';
import { type NameAnswer, readNameAnswer, waitForName } from './name-answer.ts';

export type HealthSpec = Extract<SwitchDnsSpec, { strategy: 'health' }>;

const operation = 'PutObject';

export type HealthCommand = Readonly<{
  service: 's3';
  operation: typeof operation;
  region: RegionName;
  input: { Bucket: string; Key: string; Body: string; ContentType: string; IfNoneMatch: '*' };
}>;

export type HealthFacts = Readonly<{
  strategy: 'health';
  switch: Reading<Presence>;
  /** Read at the first look only, for its findings: it comes from Route 53's control plane, on which nothing here rests. */
  healthCheck: Reading<HealthCheckConfig | undefined> | undefined;
  name: Reading<NameAnswer>;
}>;

export type HealthDependencies = Readonly<{
  s3: ClientsOf<S3Client>;
  route53: ClientsOf<Route53Client>;
  askDns: AskDns;
}>;

const longestTtl = 60;

export const observeHealth = async (
  spec: HealthSpec,
  run: StepRun,
  { s3, route53, askDns }: HealthDependencies,
): Promise<HealthFacts> => {
  const { bucket, key, region } = spec.switch;
  const isFirstLook = run.startedAt === run.now;
  const [found, healthCheck, name] = await Promise.all([
    read(() => findObject(s3, { region: run.regions[region], bucket, key })),
    isFirstLook ? read(() => readHealthCheck(route53, spec.healthCheck)) : undefined,
    readNameAnswer(askDns, spec.name, spec.expect),
  ]);
  return { strategy: 'health', switch: found, healthCheck, name };
};

/** S3 said yes, or said that there is one already. */
const isThrown = (presence: Presence, run: StepRun): boolean => {
  if (presence !== 'hidden') return presence === 'present';
  return run.acts.some(({ result, error }) => result === 'accepted' || error === 'PreconditionFailed');
};

export const decideHealth = (spec: HealthSpec, facts: HealthFacts, run: StepRun): Decision<HealthCommand> => {
  const { switch: found, name } = facts;
  const { bucket, key, region } = spec.switch;
  if (found.kind === 'unreadable') return judgeUnreadable(`switch s3://${bucket}/${key}`, found.failure);
  if (!isThrown(found.value, run))
    return {
      act: {
        service: 's3',
        operation,
        region: run.regions[region],
        input: { Bucket: bucket, Key: key, Body: 'thrown\n', ContentType: 'text/plain', IfNoneMatch: '*' },
      },
      because: `the switch s3://${bucket}/${key} is not thrown: the health check follows whether it is there`,
    };
  if (name.kind === 'unreadable' || !name.value.isExpected) return waitForName(spec.name, spec.expect, name);
  const { answer } = name.value;
  return {
    done: { name: spec.name, host: spec.expect, answer, switch: `s3://${bucket}/${key}`, ttlSeconds: spec.ttl },
  };
};

const assessCheck = (spec: HealthSpec, { Type, Inverted, Disabled, ...config }: HealthCheckConfig): Finding[] => {
  const address = `${config.FullyQualifiedDomainName ?? ''}${config.ResourcePath ?? ''}`;
  const isOfSwitch = address.includes(spec.switch.bucket) && address.includes(spec.switch.key);
  const check = `health check ${spec.healthCheck}`;
  return [
    ...(Inverted === true
      ? []
      : [{ level: 'blocker' as const, text: `${check} is not inverted: the switch would do nothing` }]),
    ...(Disabled === true
      ? [{ level: 'blocker' as const, text: `${check} is disabled, which counts as healthy` }]
      : []),
    ...(Type === 'TCP'
      ? [
          {
            level: 'warning' as const,
            text: `${check} only opens a TCP connection, which says nothing about the switch`,
          },
        ]
      : []),
    ...(isOfSwitch || Type === 'CALCULATED'
      ? []
      : [{ level: 'warning' as const, text: `${check} looks at ${address}, which does not name the switch` }]),
  ];
};

export const assessHealth = (spec: HealthSpec, facts: HealthFacts): Finding[] => {
  const { healthCheck } = facts;
  const config = healthCheck && knownOf(healthCheck);
  return [
    ...(healthCheck?.kind === 'unreadable'
      ? [
          {
            level: 'warning' as const,
            text: `health check ${spec.healthCheck} could not be read: ${healthCheck.failure.error}`,
          },
        ]
      : []),
    ...(config === undefined ? [] : assessCheck(spec, config)),
    ...(spec.ttl > longestTtl
      ? [{ level: 'warning' as const, text: `a TTL of ${spec.ttl} s keeps clients on the lost side for so long` }]
      : []),
    ...(knownOf(facts.switch) === 'present' ? [{ level: 'info' as const, text: 'the switch is thrown already' }] : []),
  ];
};

export const sendHealth = async ({ region, input }: HealthCommand, { s3 }: HealthDependencies): Promise<Receipt> => {
  await s3(region).actor.send(new PutObjectCommand(input));
  return {};
};
