import type { RegionName, Side } from '../../shared/contracts/fields.ts';
import type { DeployedPlan, PlanStep } from '../../shared/contracts/plan.ts';
import { kindOf } from '../../shared/contracts/step-kind.ts';
import { alarmOfEach } from '../../shared/domain/detection/alarms-of.ts';
import { type Arn, arn, globalArn, named, secretArn, uniqueArns } from './arn.ts';
import type { Planned } from './function-file.ts';

type Place = (side: Side) => RegionName;

const databases = (step: PlanStep, at: Place): Arn[] => {
  if ('promoteReplica' in step)
    return [arn('rds', at(step.promoteReplica.region), named`db:${step.promoteReplica.instance}`)];
  if ('fenceDatabase' in step)
    return [arn('rds', at(step.fenceDatabase.region), named`db:${step.fenceDatabase.instance}`)];
  if ('checkData' in step) return [arn('rds', at(step.checkData.region), named`db:${step.checkData.instance}`)];
  if (!('updateConfiguration' in step)) return [];
  return [arn('rds', at(step.updateConfiguration.region), named`db:${step.updateConfiguration.value.endpointOf}`)];
};

const secrets = (step: PlanStep, at: Place): Arn[] => {
  if ('promoteReplica' in step) return [secretArn(at(step.promoteReplica.region), step.promoteReplica.secret)];
  if ('checkData' in step) return [secretArn(at(step.checkData.region), step.checkData.secret)];
  if (!('updateConfiguration' in step) || !('secret' in step.updateConfiguration.target)) return [];
  return [secretArn(at(step.updateConfiguration.region), step.updateConfiguration.target.secret)];
};

const sourceSecrets = (step: PlanStep, at: Place): Arn[] => {
  if (!('promoteReplica' in step)) return [];
  const { region, secret } = step.promoteReplica;
  return [secretArn(at(region === 'standby' ? 'primary' : 'standby'), secret)];
};

const parameters = (step: PlanStep, at: Place): Arn[] =>
  'updateConfiguration' in step && 'parameter' in step.updateConfiguration.target
    ? [arn('ssm', at(step.updateConfiguration.region), named`parameter${step.updateConfiguration.target.parameter}`)]
    : [];

const ecsServices = (step: PlanStep, at: Place): Arn[] =>
  'scaleService' in step
    ? [
        arn(
          'ecs',
          at(step.scaleService.region),
          named`service/${step.scaleService.cluster}/${step.scaleService.service}`,
        ),
      ]
    : [];

/** Tasks have ids that nobody knows before; ListTasks is allowed by the container instances of the cluster. */
const ecsTasks = (step: PlanStep, at: Place): Arn[] => {
  if (!('scaleService' in step)) return [];
  const { cluster, region } = step.scaleService;
  return ['task', 'container-instance'].map((kind) => arn('ecs', at(region), named`${kind}/${cluster}/*`));
};

const hostedZones = (step: PlanStep): Arn[] =>
  'switchDns' in step && step.switchDns.strategy === 'records'
    ? [globalArn('route53', named`hostedzone/${step.switchDns.zone}`)]
    : [];

/** Route 53 gives a change its id when it is made. */
const dnsChanges = (step: PlanStep): Arn[] =>
  'switchDns' in step && step.switchDns.strategy === 'records' ? [globalArn('route53', named`change/*`)] : [];

const healthChecks = (step: PlanStep): Arn[] =>
  'switchDns' in step && step.switchDns.strategy === 'health'
    ? [globalArn('route53', named`healthcheck/${step.switchDns.healthCheck}`)]
    : [];

const switchObjects = (step: PlanStep): Arn[] =>
  'switchDns' in step && step.switchDns.strategy === 'health'
    ? [globalArn('s3', named`${step.switchDns.switch.bucket}/${step.switchDns.switch.key}`)]
    : [];

const arnsOf = {
  database: databases,
  secret: secrets,
  sourceSecret: sourceSecrets,
  parameter: parameters,
  ecsService: ecsServices,
  ecsTasks,
  hostedZone: hostedZones,
  dnsChange: dnsChanges,
  healthCheck: healthChecks,
  switchObject: switchObjects,
} satisfies Record<Planned['planned'], (step: PlanStep, at: Place) => Arn[]>;

/** Each once, in a stable order. */
export const watchedHealthChecks = (plans: readonly DeployedPlan[]): Arn[] =>
  [
    ...new Set(
      plans.flatMap(({ detection }) =>
        detection.signals.flatMap((signal) => ('healthCheck' in signal ? [signal.healthCheck] : [])),
      ),
    ),
  ]
    .sort()
    .map((id) => globalArn('route53', named`healthcheck/${id}`));

/** Which of them concern an alarm of a plan is found out by asking. */
export const muteRules = (plans: readonly DeployedPlan[]): Arn[] => {
  const places = plans.flatMap((plan) => alarmOfEach(plan, 'any')).filter((place) => place !== undefined);
  return uniqueArns(places.map(({ region }) => arn('cloudwatch', region, named`alarm-mute-rule:*`)));
};

/** The ARNs of one sort that the steps of these kinds name, over all plans; each once, in a stable order. */
export const plannedArns = (plans: readonly DeployedPlan[], { planned, of }: Planned): Arn[] => {
  const kinds = [of].flat();
  const found = plans.flatMap((plan) =>
    Object.values(plan.runbooks)
      .flatMap((runbook) => runbook.stages.flatMap((stage) => stage.steps))
      .filter((step) => kinds.includes(kindOf(step)))
      .flatMap((step) => arnsOf[planned](step, (side) => plan.regions[side])),
  );
  return uniqueArns(found);
};
