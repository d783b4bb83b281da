import { createAws, operatorKey } from '../../../simulation/aws.ts';
import { createVirtualClock } from '../../../simulation/clock/virtual-clock.ts';

/** The simulated AWS behind a port, on a virtual clock, with what a client of an operator is made with. */
export const openToOperators = async (region = 'us-west-2') => {
  const clock = createVirtualClock();
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const regions = ['us-east-1', 'us-west-2'];
  const aws = createAws({ clock, seed: 1, speed: 1, regions, tell: () => undefined, onError });
  const endpoint = `http://127.0.0.1:${await aws.wire.listen(0)}`;
  const settings = {
    region,
    endpoint,
    credentials: { accessKeyId: operatorKey, secretAccessKey: 'any' },
    maxAttempts: 1,
  } as const;
  return { aws, clock, region, settings, errors };
};

export type OpenedAws = Awaited<ReturnType<typeof openToOperators>>;
