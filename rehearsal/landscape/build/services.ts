import type { SimulatedAws } from 'simulated-aws';
import type { Side } from '../../shared/contracts/fields.ts';
import { namedIn } from '../../shared/contracts/step-kind.ts';
import { startApplication } from './application.ts';
import { type Balancer, buildBalancer } from './balancer.ts';
import { applicationSecret } from './configuration.ts';
import type { PlanParts } from './plan-parts.ts';

export type ServiceSettings = Readonly<{
  aws: SimulatedAws;
  parts: PlanParts;
  token: string;
  /** From the decision to start a task until it runs, in seconds of AWS's own time. */
  provisionSeconds: number;
}>;

const readSecret = (aws: SimulatedAws, at: { region: string; name: string }) => {
  const parsed: unknown = JSON.parse(aws.secretsManager.inspect(at) ?? '{}');
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  const textOf = (key: string) => String(entries.find(([name]) => name === key)?.[1] ?? '');
  return { host: textOf('host'), user: textOf('username'), password: textOf('password') };
};

/** One container: reads its configuration when it starts, as ECS injects secrets, and serves until it is stopped. */
const startTask = async ({ aws, parts, token }: ServiceSettings, side: Side) => {
  const region = parts.regionOf(side);
  const { host, user, password } = readSecret(aws, { region, name: applicationSecret(parts) });
  return startApplication({
    region,
    token,
    user,
    password,
    database: parts.databaseName,
    openDatabase: () => aws.network.connect({ host, port: 5432 }),
  });
};

/** The service that the steps of the plan name. */
const serviceIn = ({ steps }: PlanParts) => steps.flatMap(namedIn).find((named) => named.type === 'service');

/** A balancer and the running tasks of one side. */
const buildSide = async (settings: ServiceSettings, side: Side): Promise<Balancer> => {
  const { aws, parts, provisionSeconds } = settings;
  const { cluster, service: name } = serviceIn(parts) ?? { cluster: parts.plan.plan, service: 'application' };
  const region = parts.regionOf(side);
  const balancer = buildBalancer({ aws, host: parts.balancers[side], region, metricName: parts.balancerMetric });
  const start = async () => {
    const task = await startTask(settings, side);
    balancer.add(task);
    return {
      stop: async () => {
        balancer.remove(task);
        await task.stop();
      },
    };
  };
  const desired = side === 'primary' ? 1 : 0;
  await aws.ecs.addService({ region, cluster, name, desired, startTask: start, provisionSeconds });
  return balancer;
};

/** The service in both Regions: running on the primary side, defined with no task on the standby side. */
export const buildServices = async (settings: ServiceSettings): Promise<Readonly<Record<Side, Balancer>>> => ({
  primary: await buildSide(settings, 'primary'),
  standby: await buildSide(settings, 'standby'),
});
