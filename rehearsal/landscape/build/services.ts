import { otherSide } from '../draft/direction.ts';
import type { DatabaseDraft, ServiceDraft } from '../draft/draft.ts';
import { type Application, startApplication, type TaskDatabase } from './application.ts';
import { type Balancer, buildBalancer } from './balancer.ts';
import { addressFor, type ConfigurationSettings } from './configuration.ts';
import type { StagedDatabase } from './databases.ts';

export type ServiceSettings = ConfigurationSettings &
  Readonly<{
    token: string;
    /** From the decision to start a task until it runs, in seconds of AWS's own time. */
    provisionSeconds: number;
  }>;

export type StagedBalancer = Balancer &
  Readonly<{ host: string; side: ServiceDraft['side']; services: readonly string[] }>;

/** The services of both Regions behind their load balancers: where the service is they run, elsewhere as the plan lets them stand ready. */
export async function buildServices(settings: ServiceSettings): Promise<readonly StagedBalancer[]> {
  const { aws, draft } = settings;
  const balancers = draft.balancers.map(({ host, side, services, metricNames }): StagedBalancer => {
    const balancer = buildBalancer({ aws, host, region: draft.regionOf(side), services, metricNames });
    return { ...balancer, host, side, services };
  });
  for (const service of draft.services) {
    const behind = balancers.filter(
      ({ side, services }) => side === service.side && services.includes(service.service),
    );
    await buildService(settings, service, behind);
  }
  return balancers;
}

async function buildService(settings: ServiceSettings, service: ServiceDraft, behind: readonly StagedBalancer[]) {
  const { aws, draft, provisionSeconds } = settings;
  const { cluster, service: name, side, desired } = service;
  const start = async () => {
    const task = startTask(settings, service);
    for (const balancer of behind) balancer.add(name, task);
    return {
      stop: async () => {
        for (const balancer of behind) balancer.remove(name, task);
        await task.stop();
      },
    };
  };
  await aws.ecs.addService({
    region: draft.regionOf(side),
    cluster,
    name,
    desired,
    startTask: start,
    provisionSeconds,
  });
}

/** One container: it serves until it is stopped. */
function startTask(settings: ServiceSettings, service: ServiceDraft): Application {
  const { draft, token, credentials, databases } = settings;
  const { name: user, password } = credentials.application;
  return startApplication({
    region: draft.regionOf(service.side),
    otherRegion: draft.regionOf(otherSide(service.side)),
    ...{ token, user, password },
    databases: databases.filter((one) => isOf(service, one.draft)).map((one) => taskDatabase(settings, service, one)),
    expectations: service.expectations,
  });
}

const isOf = ({ databases }: ServiceDraft, { primary }: Pick<DatabaseDraft, 'primary'>): boolean =>
  databases.includes(primary.instance);

/** A task reads its configuration when it starts, as ECS injects secrets, or each time that it connects. */
function taskDatabase(settings: ServiceSettings, service: ServiceDraft, one: StagedDatabase): TaskDatabase {
  const atStart = addressFor(settings, service.side, one);
  const host = () => (service.isRereading ? addressFor(settings, service.side, one) : atStart);
  return {
    open: () => settings.aws.network.connect({ host: host(), port: 5432 }),
    database: one.draft.data.database,
    insert: one.rows.insert,
  };
}
