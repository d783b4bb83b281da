import type { HealthCheckConfig, Route53Client } from '@aws-sdk/client-route-53';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { AskDns } from '../../aws/ask-dns.ts';
import type { ClientsOf } from '../../aws/clients.ts';
import { read } from '../../aws/read.ts';
import { getHealthCheck } from '../../aws/route53.ts';
import { findObject, type Presence } from '../../aws/s3.ts';
import type { RegionName } from '../../contracts/fields.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { HealthSpec } from '../../contracts/specs/switch-dns.ts';
import type { Decision, Receipt } from '../../domain/decision.ts';
import { judgeCallError } from '../../domain/judge-call-error.ts';
import { judgeUnreadable } from '../../domain/judge-unreadable.ts';
import { knownOf, type Reading } from '../../domain/reading.ts';
import { blocker, doubt, info, unreadable, warning } from '../../executor/findings.ts';
import type { StepRun } from '../../executor/step.ts';
import { assessHealthCheck, switchObjection } from './assess-health-check.ts';
import { assessHost, isLedInPart, readHost, readNameAnswer } from './name-answer.ts';
import { assessZone, goalOf, judgeName, readZoneOf, type SeenName } from './zone-of-name.ts';

const operation = 'PutObject';

const longestTtl = 60;

export type HealthDependencies = Readonly<{
  s3: ClientsOf<S3Client>;
  route53: ClientsOf<Route53Client>;
  askDns: AskDns;
}>;

export type HealthFacts = Readonly<{
  strategy: 'health';
  switch: Reading<Presence>;
  /** Read at the first look only, for its findings: it comes from Route 53's control plane, on which nothing here rests. */
  healthCheck: Reading<HealthCheckConfig | undefined> | undefined;
}> &
  SeenName;

export async function observeHealth(
  spec: HealthSpec,
  run: StepRun,
  { s3, route53, askDns }: HealthDependencies,
): Promise<HealthFacts> {
  const { bucket, key, region } = spec.switch;
  const isFirstLook = run.startedAt === run.now;
  const [found, healthCheck, name, host] = await Promise.all([
    read(() => findObject(s3, { region: run.regions[region], bucket, key })),
    isFirstLook ? read(() => getHealthCheck(route53, spec.healthCheck)) : undefined,
    readNameAnswer(askDns, goalOf(spec)),
    readHost(askDns, spec.expect, run),
  ]);
  const records = isFirstLook || isLedInPart(name) ? await readZoneOf(route53, spec, run) : undefined;
  return { strategy: 'health', switch: found, healthCheck, name, host, records };
}

export type HealthCommand = Readonly<{
  service: 's3';
  operation: typeof operation;
  region: RegionName;
  input: { Bucket: string; Key: string; Body: string; ContentType: string; IfNoneMatch: '*' };
}>;

export function decideHealth(spec: HealthSpec, facts: HealthFacts, run: StepRun): Decision<HealthCommand> {
  const { switch: found, healthCheck } = facts;
  const { bucket, key, region } = spec.switch;
  if (found.kind === 'unreadable') return judgeUnreadable(`switch s3://${bucket}/${key}`, found.failure);
  const config = healthCheck && knownOf(healthCheck);
  const objection = config && switchObjection(spec, config);
  if (!isThrown(found.value, run)) {
    if (objection !== undefined) return { refuse: objection };
    return {
      act: {
        service: 's3',
        operation,
        region: run.regions[region],
        input: { Bucket: bucket, Key: key, Body: 'thrown\n', ContentType: 'text/plain', IfNoneMatch: '*' },
      },
      because: `the switch s3://${bucket}/${key} is not thrown: the health check follows whether it is there`,
    };
  }
  return judgeName(spec, facts);
}

/** S3 said yes, or said that there is one already. */
function isThrown(presence: Presence, run: StepRun): boolean {
  if (presence !== 'hidden') return presence === 'present';
  return run.acts.some(({ result, error }) => result === 'accepted' || error === 'PreconditionFailed');
}

export function assessHealth(spec: HealthSpec, facts: HealthFacts, run: StepRun): Finding[] {
  const { bucket, key } = spec.switch;
  const found = facts.switch;
  return [
    ...(found.kind === 'unreadable' ? [unreadable(`switch s3://${bucket}/${key}`, found.failure)] : []),
    ...assessReading(spec, facts),
    ...assessName(spec, facts),
    ...assessZone(spec, facts),
    ...assessHost({ name: spec.name, host: spec.expect }, facts.host, run),
    ...(spec.ttl > longestTtl ? [warning(`a TTL of ${spec.ttl} s keeps clients on the lost side for so long`)] : []),
    ...(knownOf(found) === 'present' ? [info('the switch is thrown already')] : []),
  ];
}

/** The control plane of Route 53 being silent says nothing of the switch; that there is no such check does. */
function assessReading(spec: HealthSpec, { healthCheck }: HealthFacts): Finding[] {
  if (healthCheck === undefined) return [];
  if (healthCheck.kind === 'known')
    return healthCheck.value === undefined ? [] : assessHealthCheck(spec, healthCheck.value);
  const { failure } = healthCheck;
  if (judgeCallError(failure) === 'missing') return [blocker(`there is no health check ${spec.healthCheck}`)];
  return [warning(`health check ${spec.healthCheck} could not be read: ${failure.error}`)];
}

const assessName = ({ name: asked }: HealthSpec, { name }: HealthFacts): Finding[] =>
  name.kind === 'unreadable' && name.failure.error === 'ENOTFOUND' ? [doubt(`there is no name ${asked}`)] : [];

export async function sendHealth({ region, input }: HealthCommand, { s3 }: HealthDependencies): Promise<Receipt> {
  await s3(region).actor.send(new PutObjectCommand(input));
  return {};
}
