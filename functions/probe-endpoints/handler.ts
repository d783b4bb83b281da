import { plans } from 'lifeboat:plans';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { askEndpoint } from '../../shared/aws/ask-endpoint.ts';
import { connectCloudWatch } from '../../shared/aws/cloud-watch.ts';
import { ProbeMinute } from '../../shared/contracts/detection/detect.ts';
import { Nothing } from '../../shared/contracts/recovery/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { probeEndpoints } from './probe-endpoints.ts';
import { createPublishProbe } from './publish-probe.ts';

export const handler = task({
  name: 'probe-endpoints',
  input: ProbeMinute,
  output: Nothing,
  environment: z.object({}),
  connect: () => ({
    plans,
    ask: askEndpoint,
    publish: createPublishProbe(connectCloudWatch()),
    waitUntil: (begin: string, seconds: number) =>
      sleep(Math.max(0, Date.parse(begin) + seconds * 1000 - Date.parse(utcNow()))),
    now: utcNow,
  }),
  run: probeEndpoints,
});
