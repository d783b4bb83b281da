import { DescribeExecutionCommand, ExecutionDoesNotExist, type SFNClient } from '@aws-sdk/client-sfn';

export type StateOfExecution = (executionArn: string) => Promise<'running' | 'ended' | 'unknown'>;

/**
 * Whether the execution that holds a lock can still act. One that waits to be redriven can. Step Functions forgets an
 * execution 90 days after its end, so one that does not exist has ended.
 */
export const createStateOfExecution =
  (client: SFNClient): StateOfExecution =>
  async (executionArn) => {
    try {
      const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
      if (status === undefined) return 'unknown';
      return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'ended';
    } catch (error) {
      return error instanceof ExecutionDoesNotExist ? 'ended' : 'unknown';
    }
  };
