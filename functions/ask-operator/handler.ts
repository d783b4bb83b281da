import { plans } from 'lifeboat:plans';
import { AskInput, Nothing } from '../../shared/contracts/recovery/run.ts';
import { connectLedgers, LedgerSettings } from '../../shared/control/connect-tables.ts';
import { task } from '../../shared/lambda/task.ts';
import { utcNow } from '../../shared/lambda/utc-now.ts';
import { connectTopic, TopicSettings } from '../../shared/notices/connect-topic.ts';
import { askOperator } from './ask-operator.ts';

export const handler = task({
  name: 'ask-operator',
  input: AskInput,
  output: Nothing,
  environment: LedgerSettings.extend(TopicSettings.shape),
  connect: (environment) => ({
    plans,
    ledgerOf: connectLedgers(environment),
    ...connectTopic(environment),
    ledgerTable: environment.LEDGER_TABLE,
    now: utcNow,
  }),
  run: askOperator,
});
