import type { SimulatedAws } from 'simulated-aws';
import { acceptHttp } from 'simulated-aws/network/accept-http.ts';
import type { Application } from './application.ts';

/**
 * A load balancer of a rehearsal. `setBroken`: it answers 503 to everybody, as when no target is well. `failTasks`: those that run now answer
 * 500 for as long as they run.
 */
export type Balancer = Readonly<{
  add: (task: Application) => void;
  remove: (task: Application) => void;
  setBroken: (isBroken: boolean) => void;
  isBroken: () => boolean;
  failTasks: () => void;
}>;

export type BalancerSettings = Readonly<{
  aws: SimulatedAws;
  host: string;
  region: string;
  /** The `LoadBalancer` dimension of its metrics. */
  metricName: string;
}>;

const unavailable = 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';

type Counts = { HTTPCode_ELB_5XX_Count: number; HTTPCode_Target_5XX_Count: number };

/** docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html: told each minute, when not zero. */
const publishCounts = ({ aws, region, metricName }: BalancerSettings, counts: Counts): void => {
  const { clock, awsTime } = aws.world;
  const publish = (name: keyof Counts): void => {
    const value = counts[name];
    counts[name] = 0;
    if (value === 0) return;
    const dimensions = { LoadBalancer: metricName };
    aws.cloudwatch.record({
      ...{ region, namespace: 'AWS/ApplicationELB', name, dimensions, value },
      at: clock.now(),
      unit: 'Count',
    });
  };
  const tick = (): void => {
    publish('HTTPCode_ELB_5XX_Count');
    publish('HTTPCode_Target_5XX_Count');
    clock.after(awsTime(60), tick);
  };
  clock.after(awsTime(60), tick);
};

/** Hands each connection to the first task that runs; answers 503 while there is none. */
export const buildBalancer = (settings: BalancerSettings): Balancer => {
  const { aws, host, region } = settings;
  const running = new Set<Application>();
  const counts: Counts = { HTTPCode_ELB_5XX_Count: 0, HTTPCode_Target_5XX_Count: 0 };
  let isBroken = false;
  aws.network.listen({ host, port: 443, region }, (stream) => {
    const [task] = running;
    if (task !== undefined && !isBroken) return acceptHttp(task.server)(stream);
    counts.HTTPCode_ELB_5XX_Count += 1;
    stream.end(unavailable);
  });
  publishCounts(settings, counts);
  return {
    add: (task) => {
      running.add(task);
      task.server.on('request', (_request, response) =>
        response.on('finish', () => {
          if (response.statusCode >= 500) counts.HTTPCode_Target_5XX_Count += 1;
        }),
      );
    },
    remove: (task) => void running.delete(task),
    setBroken: (broken) => {
      isBroken = broken;
    },
    isBroken: () => isBroken,
    failTasks: () => {
      for (const task of running) task.fail();
    },
  };
};
