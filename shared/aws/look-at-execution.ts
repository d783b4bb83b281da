import { DescribeExecutionCommand, ExecutionDoesNotExist, type SFNClient } from '@aws-sdk/client-sfn';
import { ExecutionEnding } from '../contracts/command.ts';

type Why = Readonly<{ error: string; cause: string }>;

export type SeenExecution =
  /** Runs, or waits to be redriven. */
  | Readonly<{ kind: 'running' }>
  /** Never began; or ended more than 90 days ago, when Step Functions forgets it. */
  | Readonly<{ kind: 'missing' }>
  | Readonly<{ kind: 'ended'; status: ExecutionEnding | 'SUCCEEDED'; at: string; input: string; why: Why }>;

/** Throws what the SDK throws: who cannot be seen may still be at work. */
export type LookAtExecution = (executionArn: string) => Promise<SeenExecution>;

export const createLookAtExecution =
  (client: SFNClient): LookAtExecution =>
  async (executionArn) => {
    try {
      return await describe(client, executionArn);
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return { kind: 'missing' };
      throw error;
    }
  };

async function describe(client: SFNClient, executionArn: string): Promise<SeenExecution> {
  const {
    status,
    stopDate,
    input = '{}',
    error = '',
    cause = '',
  } = await client.send(new DescribeExecutionCommand({ executionArn }));
  const ending = status === 'SUCCEEDED' ? status : ExecutionEnding.safeParse(status).data;
  if (ending === undefined || stopDate === undefined) return { kind: 'running' };
  return { kind: 'ended', status: ending, at: stopDate.toISOString(), input, why: { error, cause } };
}
