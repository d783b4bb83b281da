import { plans } from 'lifeboat:plans';
import { Nothing, RunRef } from '../../shared/contracts/run.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectLedgers, LedgerSettings } from '../../shared/ledger/connect-tables.ts';
import { createBuildRunRecord } from '../../shared/ledger/run-record.ts';
import { connectTopic, TopicSettings } from '../../shared/notices/connect-topic.ts';
import { notifyOperators } from './notify-operators.ts';

export const handler = task({
  name: 'notify-operators',
  input: RunRef,
  output: Nothing,
  environment: LedgerSettings.extend(TopicSettings.shape),
  connect: (environment) => ({
    ledgerOf: connectLedgers(environment),
    buildRecord: createBuildRunRecord(plans, utcNow),
    ...connectTopic(environment),
  }),
  run: notifyOperators,
});
