import { ExecutionDoesNotExist, type SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';

export type StopExecution = (executionArn: string, cause: string) => Promise<void>;

/** One that has ended by itself meanwhile is left as it is. */
export const createStopExecution =
  (client: SFNClient): StopExecution =>
  async (executionArn, cause) => {
    try {
      await client.send(new StopExecutionCommand({ executionArn, error: 'RunEnded', cause }));
    } catch (error) {
      if (!(error instanceof ExecutionDoesNotExist)) throw error;
    }
  };
