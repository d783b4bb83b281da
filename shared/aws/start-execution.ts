import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';

type Start = Readonly<{ machineArn: string; name: string; input: Readonly<Record<string, unknown>> }>;

export type StartExecution = (start: Start) => Promise<void>;

/** A name is taken once, for 90 days: one that was started before is left as it is. */
export const createStartExecution =
  (client: SFNClient): StartExecution =>
  async ({ machineArn, name, input }) => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input: JSON.stringify(input) }));
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  };
