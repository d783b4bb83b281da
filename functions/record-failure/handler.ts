import { plans } from 'lifeboat:plans';
import { RecordFailureInput, RecordFailureOutput } from '../../shared/contracts/recovery/run.ts';
import { connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { task } from '../../shared/lambda/task.ts';
import { connectTopic, TopicSettings } from '../../shared/notices/connect-topic.ts';
import { recordFailure } from './record-failure.ts';

export const handler = task({
  name: 'record-failure',
  input: RecordFailureInput,
  output: RecordFailureOutput,
  environment: LedgerSettings.extend(TopicSettings.shape),
  connect: (environment) => ({ plans, ledgerOf: connectLedgers(environment), ...connectTopic(environment) }),
  run: recordFailure,
});
