import { plans } from 'lifeboat:plans';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createStateOfExecution } from '../../shared/aws/state-of-execution.ts';
import { StepOutput } from '../../shared/contracts/recovery/run.ts';
import { LookInput } from '../../shared/contracts/verification/run.ts';
import { ownRegion } from '../../shared/lambda/own-region.ts';
import { task } from '../../shared/lambda/task.ts';
import { CopyWorkSettings, connectCopyWork } from '../../shared/verification/connect-copy-work.ts';
import { restoreDatabase } from './restore-database.ts';
import { createSendRestore } from './send-restore.ts';

export const handler = task({
  name: 'restore-database',
  input: LookInput,
  output: StepOutput,
  environment: CopyWorkSettings,
  connect: (environment) => {
    const connected = connectCopyWork(plans, environment);
    const stateOfExecution = createStateOfExecution(new SFNClient(ownRegion));
    return { ...connected, send: createSendRestore(connected.rds), stateOfExecution };
  },
  run: restoreDatabase,
});
