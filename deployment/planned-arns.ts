import type { Named } from '../shared/contracts/define-kind.ts';
import type { RegionName, Side } from '../shared/contracts/fields.ts';
import type { DeployedPlan } from '../shared/contracts/plan.ts';
import { kindOf, namedIn } from '../shared/contracts/step-kind.ts';
import { alarmOfEach } from '../shared/domain/detection/alarms-of.ts';
import { type Arn, arn, globalArn, named as nameOf, secretArn, uniqueArns } from './arn.ts';
import type { Planned } from './function-file.ts';

type Place = (side: Side) => RegionName;

const arnsOf: Readonly<Record<Planned['planned'], (named: Named, at: Place) => Arn[]>> = {
  database: (named, at) =>
    named.type === 'database' ? [arn('rds', at(named.region), nameOf`db:${named.instance}`)] : [],
  secret: secretIn,
  sourceSecret: (named, at) => secretIn(named, (side) => at(side === 'standby' ? 'primary' : 'standby')),
  parameter: (named, at) =>
    named.type === 'parameter' ? [arn('ssm', at(named.region), nameOf`parameter${named.parameter}`)] : [],
  ecsService: (named, at) =>
    named.type === 'service' ? [arn('ecs', at(named.region), nameOf`service/${named.cluster}/${named.service}`)] : [],
  // Tasks have ids that nobody knows before; ListTasks is allowed by the container instances of the cluster.
  ecsTasks: (named, at) =>
    named.type === 'service'
      ? ['task', 'container-instance'].map((kind) => arn('ecs', at(named.region), nameOf`${kind}/${named.cluster}/*`))
      : [],
  hostedZone: (named) => (named.type === 'hostedZone' ? [globalArn('route53', nameOf`hostedzone/${named.zone}`)] : []),
  // Route 53 gives a change its id when it is made.
  dnsChange: (named) =>
    named.type === 'hostedZone' && named.isRewritten ? [globalArn('route53', nameOf`change/*`)] : [],
  healthCheck: (named) =>
    named.type === 'healthCheck' ? [globalArn('route53', nameOf`healthcheck/${named.healthCheck}`)] : [],
  switchObject: (named) => (named.type === 'object' ? [globalArn('s3', nameOf`${named.bucket}/${named.key}`)] : []),
};

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
    .map((id) => globalArn('route53', nameOf`healthcheck/${id}`));

/** Which of them concern an alarm of a plan is found out by asking. */
export function muteRules(plans: readonly DeployedPlan[]): Arn[] {
  const places = plans.flatMap((plan) => alarmOfEach(plan, 'any')).filter((place) => place !== undefined);
  return uniqueArns(places.map(({ region }) => arn('cloudwatch', region, nameOf`alarm-mute-rule:*`)));
}

/** The ARNs of one sort that the steps of these kinds name, over all plans; each once, in a stable order. */
export function plannedArns(plans: readonly DeployedPlan[], { planned, of }: Planned): Arn[] {
  const kinds = [of].flat();
  const found = plans.flatMap((plan) =>
    Object.values(plan.runbooks)
      .flatMap((runbook) => runbook.stages.flatMap((stage) => stage.steps))
      .filter((step) => kinds.includes(kindOf(step)))
      .flatMap(namedIn)
      .flatMap((named) => arnsOf[planned](named, (side) => plan.regions[side])),
  );
  return uniqueArns(found);
}

function secretIn(named: Named, regionOf: Place): Arn[] {
  return named.type === 'secret' ? [secretArn(regionOf(named.region), named.secret)] : [];
}
