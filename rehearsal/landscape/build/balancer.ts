import type { SimulatedAws } from 'simulated-aws';
import { acceptHttp } from 'simulated-aws/network/accept-http.ts';
import type { Application } from './application.ts';

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

export type BalancerSettings = Readonly<{
  aws: SimulatedAws;
  host: string;
  region: string;
  /** What is behind it: it serves only while each of these has a task. */
  services: readonly string[];
  /** Values of the `LoadBalancer` dimension of its metrics. */
  metricNames: readonly string[];
}>;

const unavailable = 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';

type Counts = { HTTPCode_ELB_5XX_Count: number; HTTPCode_Target_5XX_Count: number };

/** docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html: told each minute, when not zero. */
const publishCounts = ({ aws, region, metricNames }: BalancerSettings, counts: Counts): void => {
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
};

const countAnswers = ({ server }: Application, counts: Counts): void => {
  server.on('request', (_request, response) =>
    response.on('finish', () => {
      if (response.statusCode >= 500) counts.HTTPCode_Target_5XX_Count += 1;
    }),
  );
};

/** Hands each connection to the first task that runs; answers 503 while a service behind it has none. */
export const buildBalancer = (settings: BalancerSettings): Balancer => {
  const { aws, host, region, services } = settings;
  const running = new Map(services.map((service) => [service, new Set<Application>()]));
  const counts: Counts = { HTTPCode_ELB_5XX_Count: 0, HTTPCode_Target_5XX_Count: 0 };
  let isBroken = false;
  aws.network.listen({ host, port: 443, region }, (stream) => {
    const firsts = [...running.values()].map(([task]: Iterable<Application>) => task);
    const [task] = firsts;
    if (task !== undefined && !isBroken && !firsts.includes(undefined)) return acceptHttp(task.server)(stream);
    counts.HTTPCode_ELB_5XX_Count += 1;
    stream.end(unavailable);
  });
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
};
