import { plans } from 'lifeboat:plans';
import { StepOutput } from '../../shared/contracts/run.ts';
import { LookInput } from '../../shared/contracts/verification/run.ts';
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
    return { ...connected, send: createSendRestore(connected.rds) };
  },
  run: restoreDatabase,
});
