import type { Duplex } from 'node:stream';
import type { SimulatedAws } from 'simulated-aws';
import { acceptHttp } from 'simulated-aws/network/accept-http.ts';
import type { Application } from './application.ts';

const unavailable = 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';

export type BalancerSettings = Readonly<{
  aws: SimulatedAws;
  host: string;
  region: string;
  /** What is behind it: it serves only while each of these has a task. */
  services: readonly string[];
  /** Values of the `LoadBalancer` dimension of its metrics. */
  metricNames: readonly string[];
}>;

/**
 * A load balancer of a rehearsal. `setBroken`: it answers 503 to everybody, as when no target is well. `failTasks`: those that run now answer
 * 500 for as long as they run.
 */
export type Balancer = Readonly<{
  add: (service: string, task: Application) => void;
  remove: (service: string, task: Application) => void;
  setBroken: (isBroken: boolean) => void;
  isBroken: () => boolean;
  failTasks: () => void;
}>;

type Counts = { HTTPCode_ELB_5XX_Count: number; HTTPCode_Target_5XX_Count: number };

/** Hands each connection to the first task that runs; answers 503 while a service behind it has none. */
export function buildBalancer(settings: BalancerSettings): Balancer {
  const { aws, host, region, services } = settings;
  const running = new Map(services.map((service) => [service, new Set<Application>()]));
  const counts: Counts = { HTTPCode_ELB_5XX_Count: 0, HTTPCode_Target_5XX_Count: 0 };
  let isBroken = false;
  const taskFor = (): Application | undefined => {
    const firsts = [...running.values()].map(([task]: Iterable<Application>) => task);
    return isBroken || firsts.includes(undefined) ? undefined : firsts[0];
  };
  const accept = (stream: Duplex): void => {
    const task = taskFor();
    if (task !== undefined) acceptHttp(task.server)(stream);
    else {
      counts.HTTPCode_ELB_5XX_Count += 1;
      stream.end(unavailable);
    }
  };
  // By the second name aliases of Route 53 lead to it over IPv4 and IPv6.
  for (const name of [host, `dualstack.${host}`]) aws.network.listen({ host: name, port: 443, region }, accept);
  publishCounts(settings, counts);
  return {
    add: (service, task) => {
      running.get(service)?.add(task);
      countAnswers(task, counts);
    },
    remove: (service, task) => void running.get(service)?.delete(task),
    setBroken: (broken) => {
      isBroken = broken;
    },
    isBroken: () => isBroken,
    failTasks: () => {
      for (const tasks of running.values()) for (const task of tasks) task.fail();
    },
  };
}

/** docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html: told each minute, when not zero. */
function publishCounts({ aws, region, metricNames }: BalancerSettings, counts: Counts): void {
  const { clock, awsTime } = aws.world;
  const publish = (name: keyof Counts): void => {
    const value = counts[name];
    counts[name] = 0;
    if (value === 0) return;
    for (const LoadBalancer of metricNames) {
      const metric = { region, namespace: 'AWS/ApplicationELB', name, dimensions: { LoadBalancer } };
      aws.cloudwatch.record({ ...metric, value, at: clock.now(), unit: 'Count' });
    }
  };
  const tick = (): void => {
    publish('HTTPCode_ELB_5XX_Count');
    publish('HTTPCode_Target_5XX_Count');
    clock.after(awsTime(60), tick);
  };
  clock.after(awsTime(60), tick);
}

function countAnswers({ server }: Application, counts: Counts): void {
  server.on('request', (_request, response) =>
    response.on('finish', () => {
      if (response.statusCode >= 500) counts.HTTPCode_Target_5XX_Count += 1;
    }),
  );
}
