import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';
import * as z from 'zod';
import { loggable } from './loggable.ts';

/** What of an event stands on every line of its log. Whole events are never logged. */
const Keys = z.object({
  executionArn: z.string().optional(),
  runId: z.string().optional(),
  stepId: z.string().optional(),
  occasion: z.string().optional(),
});

/**
 * One line when a task starts and one when it ends, one metric set per invocation, an error once and with its name kept:
 * the state machine sees exactly what was thrown.
 */
export function observe(name: string): MiddlewareObj {
  const logger = new Logger({ persistentKeys: { task: name } });
  const metrics = new Metrics({ defaultDimensions: { task: name } });
  let startedAt = 0;
  const publish = (outcome: 'Succeeded' | 'Failed') => {
    metrics.addMetric('Duration', MetricUnit.Milliseconds, Date.now() - startedAt);
    metrics.addMetric('Succeeded', MetricUnit.Count, outcome === 'Succeeded' ? 1 : 0);
    metrics.addMetric('Failed', MetricUnit.Count, outcome === 'Failed' ? 1 : 0);
    metrics.publishStoredMetrics();
  };
  return {
    before: ({ event, context }) => {
      startedAt = Date.now();
      logger.resetKeys();
      logger.addContext(context);
      logger.appendKeys(Keys.safeParse(event).data ?? {});
      logger.info('Started');
    },
    after: () => {
      logger.info('Finished');
      publish('Succeeded');
    },
    onError: ({ error }) => {
      // With its facts, whatever it has of its own.
      if (error) logger.error('Failed', { error: loggable(error) });
      publish('Failed');
    },
  };
}
