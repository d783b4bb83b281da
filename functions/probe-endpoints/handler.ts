import { plans } from 'lifeboat:plans';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import { askEndpoint } from '../../shared/aws/ask-endpoint.ts';
import { Nothing } from '../../shared/contracts/run.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { probeEndpoints } from './probe-endpoints.ts';
import { createPublishResult } from './publish-result.ts';

export const handler = task({
  name: 'probe-endpoints',
  input: Nothing,
  output: Nothing,
  environment: z.object({}),
  connect: () => ({
    plans,
    ask: askEndpoint,
    publish: createPublishResult(new CloudWatchClient(ownRegion)),
    sleep: (seconds: number) => sleepFor(seconds * 1000),
    now: utcNow,
  }),
  run: probeEndpoints,
});
