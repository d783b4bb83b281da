import { plans } from 'lifeboat:plans';
import { StepOutput } from '../../shared/contracts/recovery/run.ts';
import { DiscardInput } from '../../shared/contracts/verification/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { CopyWorkSettings, connectCopyWork } from '../../shared/verification/connect-copy-work.ts';
import { discardRestore } from './discard-restore.ts';
import { createSendDiscard } from './send-discard.ts';

export const handler = task({
  name: 'discard-restore',
  input: DiscardInput,
  output: StepOutput,
  environment: CopyWorkSettings,
  connect: (environment) => {
    const connected = connectCopyWork(plans, environment);
    return { ...connected, send: createSendDiscard(connected.rds) };
  },
  run: discardRestore,
});
