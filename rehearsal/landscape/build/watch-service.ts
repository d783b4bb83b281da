import type { SimulatedAws } from 'simulated-aws';
import { askHttp } from '../../ask-http.ts';
import type { Draft } from '../draft/draft.ts';

/** Bad answers of a service that is lost, each minute. */
const lost = 60;
const everySeconds = 60;
const usualPath = '/';

type Metric = Readonly<{
  region: string;
  namespace: string;
  metric: string;
  dimensions: Readonly<Record<string, string>>;
}>;

/** A metric of somebody who watches the service from the alarm's own Region, as a canary does: so many bad answers a minute, or none. */
export function watchService({ aws, draft }: Readonly<{ aws: SimulatedAws; draft: Draft }>, watched: Metric): void {
  const { clock, awsTime } = aws.world;
  const { region, namespace, metric: name, dimensions } = watched;
  const host = draft.names[0]?.name ?? '';
  const path = draft.expectations.find((one) => one.host === host && one.method === 'GET')?.path ?? usualPath;
  const connect = () => aws.network.connect({ host, port: 443, from: region });
  const look = async (): Promise<void> => {
    const answer = await askHttp({ clock, connect }, { host, path, method: 'GET' }).catch(() => undefined);
    const value = answer === undefined || answer.status >= 500 ? lost : 0;
    aws.cloudwatch.record({ region, namespace, name, dimensions, value, at: clock.now(), unit: 'Count' });
  };
  const tick = (): void => {
    look().catch(() => undefined);
    clock.after(awsTime(everySeconds), tick);
  };
  clock.after(awsTime(everySeconds), tick);
}
