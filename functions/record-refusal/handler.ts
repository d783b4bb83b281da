import * as z from 'zod';
import { RecordRefusalInput } from '../../shared/contracts/detection/detect.ts';
import { Nothing } from '../../shared/contracts/recovery/run.ts';
import { ControlSettings, connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectTopic, TopicSettings } from '../../shared/notices/connect-topic.ts';
import { recordRefusal } from './record-refusal.ts';

export const handler = task({
  name: 'record-refusal',
  input: RecordRefusalInput,
  output: Nothing,
  environment: LedgerSettings.extend(ControlSettings.shape)
    .extend(TopicSettings.shape)
    .extend({ RECOVER_MACHINE: z.string().min(1) }),
  connect: (environment) => ({
    ledgerOf: connectLedgers(environment),
    ...connectTopic(environment),
    controlTable: environment.CONTROL_TABLE,
    recoverMachine: environment.RECOVER_MACHINE,
    now: utcNow,
  }),
  run: recordRefusal,
});
